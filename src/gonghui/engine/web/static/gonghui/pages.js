// What pages do beyond plain HTML. Every page works without it.
"use strict";

// A list of suggestions under a box that names another record. Keys: down, up, Enter, Escape.
function combo(root) {
  const box = root.querySelector("input");
  const list = root.querySelector("[role=listbox]");
  let at = -1;
  const options = () => [...list.querySelectorAll("[role=option]:not([aria-disabled])")];
  const close = () => {
    list.hidden = true;
    at = -1;
    box.setAttribute("aria-expanded", "false");
    box.removeAttribute("aria-activedescendant");
  };
  const open = () => {
    list.hidden = !list.children.length;
    box.setAttribute("aria-expanded", String(!list.hidden));
  };
  const mark = (next) => {
    const all = options();
    if (!all.length) return;
    at = (next + all.length) % all.length;
    all.forEach((option, index) => option.setAttribute("aria-selected", String(index === at)));
    all[at].scrollIntoView({ block: "nearest" });
    box.setAttribute("aria-activedescendant", all[at].id);
  };
  const choose = (option) => {
    box.value = option.dataset.value;
    if (option.dataset.place) follow(box.form, option.dataset.place);
    box.dispatchEvent(new Event("change", { bubbles: true }));
    close();
  };
  root.addEventListener("htmx:afterSwap", () => {
    at = -1;
    if (document.activeElement === box) open();
  });
  box.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (list.hidden) open();
      mark(at + (event.key === "ArrowDown" ? 1 : at < 0 ? 0 : -1));
    } else if (event.key === "Enter" && !list.hidden) {
      // While the list is open Enter is about the list, and sends no form: it takes the marked one or the only one.
      event.preventDefault();
      const all = options();
      if (at >= 0) choose(all[at]);
      else if (all.length === 1) choose(all[0]);
    } else if ((event.key === "Home" || event.key === "End") && !list.hidden && at >= 0) {
      event.preventDefault();
      mark(event.key === "Home" ? 0 : options().length - 1);
    } else if (event.key === "Tab" && !list.hidden && at >= 0) {
      choose(options()[at]); // and on to the next box
    } else if (event.key === "Escape" && !list.hidden) {
      event.preventDefault();
      close();
    }
  });
  box.addEventListener("focus", () => { if (list.children.length) open(); });
  box.addEventListener("blur", close);
  list.addEventListener("mousedown", (event) => {
    event.preventDefault(); // the box keeps the focus
    const option = event.target.closest("[role=option]:not([aria-disabled])");
    if (option) choose(option);
  });
}

// A row lies where the record lies that it names: seen at once, and only while nobody chose another place.
function follow(form, place) {
  const box = form.elements.organisation, kept = form.elements.placed;
  if (box && kept && box.value === kept.value) box.value = kept.value = place;
}

// Leaving a form with changes asks first.
function guard(form) {
  let changed = form.hasAttribute("data-changed");
  form.addEventListener("input", () => { changed = true; });
  form.addEventListener("change", () => { changed = true; });
  form.addEventListener("submit", () => { changed = false; });
  addEventListener("beforeunload", (event) => {
    if (!changed) return;
    event.preventDefault();
    event.returnValue = "";
  });
}

// What is typed is kept on the server until the form is sent: a closed tab or a power cut loses nothing.
function keep(form) {
  let timer = 0;
  let dirty = false;
  let sending = null;
  const save = (leaving) => {
    clearTimeout(timer);
    if (!dirty || form.dataset.sent) return;
    dirty = false;
    sending = new AbortController();
    const body = new FormData(form);
    fetch(form.dataset.keep, { method: "POST", body, keepalive: leaving, signal: sending.signal, redirect: "manual" }).catch(() => { dirty = true; });
  };
  const later = () => {
    dirty = true;
    clearTimeout(timer);
    timer = setTimeout(() => save(false), 1500);
  };
  form.addEventListener("input", later);
  form.addEventListener("change", later);
  form.addEventListener("submit", () => {
    clearTimeout(timer);
    dirty = false;
    if (sending) sending.abort();
  });
  document.addEventListener("visibilitychange", () => { if (document.visibilityState === "hidden") save(true); });
  addEventListener("pagehide", () => save(true));
}

// A second click while the first is under way sends nothing twice.
function once(form) {
  form.addEventListener("submit", (event) => {
    if (form.dataset.sent) event.preventDefault();
    form.dataset.sent = "1";
  });
  addEventListener("pageshow", () => { delete form.dataset.sent; });
}

// What cannot be taken back is asked about first.
function confirmFirst(button) {
  button.addEventListener("click", (event) => {
    if (!confirm(button.dataset.confirm)) event.preventDefault();
  });
}

// A number that may be a person's goes into no address, whatever box it was typed into.
addEventListener("htmx:configRequest", (event) => {
  if (((event.target.value || "").match(/\d/g) || []).length >= 11) event.preventDefault();
});

// A click anywhere in a row opens it, unless text is being selected there or something else was clicked.
function openRow(event) {
  const row = event.target.closest(".table tbody tr");
  const link = row && row.querySelector("a.opens");
  if (!link || event.target.closest("a, button, input, select, label, summary")) return;
  if (!getSelection().isCollapsed) return;
  if (event.ctrlKey || event.metaKey || event.shiftKey) open(link.href, "_blank", "noopener");
  else link.click();
}

// An area of a table folds under its head; what was folded stays so on this machine.
function fold(button) {
  const body = button.closest("tbody");
  const key = `folded:${body.id}`;
  const set = (folded) => {
    button.setAttribute("aria-expanded", String(!folded));
    [...body.rows].slice(1).forEach((row) => { row.classList.toggle("folded", folded); });
    try { folded ? localStorage.setItem(key, "1") : localStorage.removeItem(key); } catch { /* private window */ }
  };
  let kept = null;
  try { kept = localStorage.getItem(key); } catch { /* private window */ }
  if (kept) set(true);
  button.addEventListener("click", () => set(button.getAttribute("aria-expanded") === "true"));
  body.addEventListener("fold", (event) => set(event.detail));
}

function foldAll(button) {
  const bodies = [...document.querySelectorAll("tbody:has([data-fold])")];
  const open = () => bodies.some((body) => body.querySelector("[aria-expanded=true]"));
  const name = () => { button.textContent = open() ? "全部收起" : "全部展开"; };
  button.hidden = false;
  name();
  button.addEventListener("click", () => {
    const folded = open();
    bodies.forEach((body) => body.dispatchEvent(new CustomEvent("fold", { detail: folded })));
    name();
  });
  document.querySelectorAll(".jump a").forEach((link) => link.addEventListener("click", () => {
    const body = document.querySelector(link.getAttribute("href"));
    if (body) body.dispatchEvent(new CustomEvent("fold", { detail: false }));
    name();
  }));
}

// Rows are found while the words are typed; Enter asks the server, which finds the same.
function find(box) {
  const table = document.getElementById(box.dataset.find);
  const none = document.getElementById(`${box.dataset.find}-none`);
  if (!table) return;
  box.addEventListener("input", () => {
    const words = box.value.toLowerCase().split(/\s+/).filter(Boolean);
    let any = false;
    [...table.tBodies].forEach((body) => {
      let here = false;
      [...body.rows].slice(1).forEach((row) => {
        const text = `${row.dataset.text} ${row.lastElementChild.textContent.toLowerCase()}`;
        const fits = words.every((word) => text.includes(word));
        row.classList.toggle("unfit", !fits);
        row.classList.toggle("fits", fits && words.length > 0);
        here = here || fits;
      });
      body.hidden = !here;
      any = any || here;
    });
    if (none) none.hidden = any;
  });
}

document.documentElement.classList.add("js");

addEventListener("DOMContentLoaded", () => {
  document.addEventListener("click", openRow);
  document.querySelectorAll("[data-fold]").forEach(fold);
  document.querySelectorAll("[data-fold-all]").forEach(foldAll);
  document.querySelectorAll("[data-find]").forEach(find);
  document.querySelectorAll("[data-combo]").forEach(combo);
  document.querySelectorAll("form[data-guard]").forEach(guard);
  document.querySelectorAll("form[data-once]").forEach(once);
  document.querySelectorAll("form[data-keep]").forEach(keep);
  document.querySelectorAll("[data-confirm]").forEach(confirmFirst);
  document.querySelectorAll("[data-print]").forEach((button) => {
    button.hidden = false;
    button.addEventListener("click", () => print());
  });
  const floating = [...document.querySelectorAll("details.switch, details.chooser, details.reveal")];
  addEventListener("click", (event) => {
    floating.forEach((each) => { if (each.open && !each.contains(event.target) && !each.querySelector(".field__error")) each.open = false; });
  });
  addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    floating.filter((each) => each.open).forEach((each) => { each.open = false; each.querySelector("summary").focus(); });
  });
});
