// A paragraph's box with its figures as chips: a chip is moved or struck out whole, and never typed into.
// Without this the box shows the figures in braces, and works the same.
"use strict";

function chip(token) {
  const [name, ...said] = token.split(":");
  const mark = document.createElement("span");
  mark.className = "chip chip--fixed";
  mark.contentEditable = "false";
  mark.dataset.token = token;
  mark.textContent = said.join(":") || name;
  return mark;
}

function fill(area, text) {
  area.replaceChildren();
  text.split(/(\{[^{}]*\})/).forEach((piece) => {
    if (/^\{[^{}]*\}$/.test(piece)) area.append(chip(piece.slice(1, -1)));
    else if (piece) area.append(document.createTextNode(piece));
  });
}

function read(node) {
  let text = "";
  node.childNodes.forEach((child) => {
    if (child.nodeType === Node.TEXT_NODE) text += child.data;
    else if (child.dataset && child.dataset.token) text += `{${child.dataset.token}}`;
    else if (child.nodeName === "BR") text += "\n";
    else text += (text && !text.endsWith("\n") ? "\n" : "") + read(child);
  });
  return text;
}

function figures(box) {
  const area = document.createElement("div");
  area.className = "input writing";
  area.contentEditable = "true";
  area.setAttribute("role", "textbox");
  area.setAttribute("aria-multiline", "true");
  area.setAttribute("aria-label", box.labels[0]?.textContent.trim() || "这一段的文字");
  fill(area, box.value);
  box.hidden = true;
  box.after(area);
  const keep = () => { box.value = read(area); };
  area.addEventListener("input", keep);
  area.addEventListener("paste", (event) => {
    event.preventDefault();
    document.execCommand("insertText", false, event.clipboardData.getData("text/plain"));
  });
  // Where the person last was, but never inside a chip: then behind it. Without any place, the end.
  let caret = null;
  const atEnd = () => {
    const end = document.createRange();
    end.selectNodeContents(area);
    end.collapse(false);
    return end;
  };
  const outside = (range) => {
    const place = range.cloneRange();
    place.collapse(false);
    const node = place.startContainer;
    const mark = (node.nodeType === Node.TEXT_NODE ? node.parentElement : node).closest("[data-token]");
    if (mark) place.setStartAfter(mark);
    place.collapse(true);
    return place;
  };
  document.addEventListener("selectionchange", () => {
    const chosen = getSelection();
    if (chosen.rangeCount && area.contains(chosen.getRangeAt(0).startContainer)) caret = chosen.getRangeAt(0).cloneRange();
  });
  const picker = box.form.querySelector("[data-insert]");
  // A keyboard walks through the list by changing it, so nothing is put in before the button is pressed.
  const now = box.form.querySelector("[data-insert-now]");
  if (now) now.hidden = false;
  now?.addEventListener("click", () => {
    if (!picker.value) { picker.focus(); return; }
    const mark = chip(`${picker.value}:${picker.selectedOptions[0].textContent}`);
    const place = caret && area.contains(caret.startContainer) ? outside(caret) : atEnd();
    place.insertNode(mark);
    picker.value = "";
    keep();
    area.dispatchEvent(new Event("input", { bubbles: true }));
    area.focus();
    const behind = document.createRange();
    behind.setStartAfter(mark);
    behind.collapse(true);
    getSelection().removeAllRanges();
    getSelection().addRange(behind);
    caret = behind.cloneRange();
  });
  // Where there is one box, it is what the person came for; of many none.
  if (document.querySelectorAll("textarea[data-figures]").length > 1) return;
  area.focus();
  getSelection().removeAllRanges();
  getSelection().addRange(atEnd());
}

addEventListener("DOMContentLoaded", () => {
  document.querySelectorAll("details[data-open-wide]").forEach((part) => {
    part.open = matchMedia(`(min-width: ${part.dataset.openWide || 900}px)`).matches;
  });
  document.querySelectorAll("textarea[data-figures]").forEach(figures);
});
