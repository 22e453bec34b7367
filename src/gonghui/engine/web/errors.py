"""What a person sees when something does not work: what happened, what it means, and the one thing to do next."""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable

from django.core.exceptions import DisallowedHost, PermissionDenied
from django.db import DatabaseError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render

from gonghui.engine.installation import storage
from gonghui.engine.vault.keys import KeysMissing
from gonghui.engine.vault.sealing import Unreadable
from gonghui.engine.web.form_snapshot import FormSnapshot, sent_from_here

TEMPLATE = "gonghui/error.html"
_log = logging.getLogger(__name__)
_BUSY = "database is locked", "deadlock", "lock timeout", "could not serialize"
# Django hands over an exception or a reason that some of the pages do not need.
_AWAY = "unable to open database", "connection", "could not connect"
_UNMADE = "no such table", "no such column", "does not exist"


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001
    """404: there is no such page, or none that this person may see; the page is the same for both."""
    return render(
        request,
        TEMPLATE,
        {
            "title": "没有找到这个页面",
            "words": "地址可能写错了，记录可能不在你的工作范围内。",
            "remedy": "请回到首页，从台账里查找。",
        },
        status=404,
    )


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403: the person's posts do not reach this act."""
    said = str(exception) if isinstance(exception, PermissionDenied) and str(exception) else ""
    return render(
        request,
        TEMPLATE,
        {
            "title": "你的岗位不能做这件事",
            "words": said or "这一步由别的岗位来办，什么都没有改动。",
            "remedy": "需要办理的，请联系有这个岗位的同事或系统管理员。",
        },
        status=403,
    )


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400: the browser sent what no page of ours sends, or came by a name that is not ours."""
    if isinstance(exception, DisallowedHost):
        return render(
            request,
            TEMPLATE,
            {
                "title": "这个网址打不开工作台",
                "words": "工作台只用系统管理员定好的网址，浏览器用的是另一个。",
                "remedy": "请向系统管理员要网址，再打开一次。",
            },
            status=400,
        )
    return render(
        request,
        TEMPLATE,
        {"title": "这个请求看不懂", "words": "浏览器送来的内容不完整。", "remedy": "请回到首页，再试一次。"},
        status=400,
    )


def server_error(request: HttpRequest) -> HttpResponse:
    """500, or 503 where the cause is known to pass."""
    known = _known(request, sys.exc_info()[1])
    if known is not None:
        return known
    return render(
        request,
        TEMPLATE,
        {
            "title": "程序出错了",
            "words": "刚才的操作没有完成，也没有保存一半。错误已经记在服务器的日志里。",
            "remedy": "请再试一次；还不行，请把做到哪一步告诉系统管理员。",
        },
        status=500,
    )


def form_expired(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001
    """403 where the form's mark is missing or old (CSRF): what was typed here stays, to be sent again.

    A form that another site sent is never handed back: a click on that page would send it with a good mark.
    """
    form = _snapshot(request)
    if form is not None:
        return render(request, "gonghui/resubmit.html", {"form": form, "why": "expired"}, status=403)
    return render(
        request,
        TEMPLATE,
        {
            "title": "这张表单没有收下",
            "words": "页面放得太久了，或者它是别的网站送来的：为了安全，什么都没有改动。",
            "remedy": "请在工作台里重新打开那一页，再填一次。",
        },
        status=403,
    )


def method_not_allowed(request: HttpRequest, response: HttpResponseBase) -> HttpResponse:
    """405, in words; `response` carries the methods that are allowed."""
    page = render(
        request,
        TEMPLATE,
        {
            "title": "这个地址不能直接打开",
            "words": "它只接收页面上按钮送来的内容。",
            "remedy": "请回到首页，从台账里查找。",
        },
        status=405,
    )
    page.headers["Allow"] = response.headers.get("Allow", "")
    return page


class TroubleMiddleware:
    """Turns a busy or missing database and missing keys into a page that says so, with what was typed (503)."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if response.status_code == 405 and not getattr(response, "content", b""):
            return method_not_allowed(request, response)
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """The page for a known trouble; None leaves it to the 500 page."""
        return _known(request, exception)


def _known(request: HttpRequest, trouble: BaseException | None) -> HttpResponse | None:
    if isinstance(trouble, KeysMissing):
        told = {
            "title": "缺少密钥文件",
            # Where the file lies on the server is nobody's business here.
            "words": str(trouble)
            if isinstance(trouble, Unreadable)
            else "服务器上的密钥文件找不到、读不出来，或者不对。",
            "remedy": "请系统管理员放回密钥文件后再试；在那以前没有保存任何内容。",
        }
    elif isinstance(trouble, DatabaseError | OSError) and (fault := storage.fault(trouble)) is not None:
        told = {
            "title": fault.words,
            "words": "这一次的内容没有保存，也没有保存一半。",
            "remedy": f"{fault.remedy}。",
        }
    elif isinstance(trouble, DatabaseError):
        text = str(trouble).lower()
        if any(mark in text for mark in _BUSY):
            told = {
                "title": "数据库正忙",
                "words": "别的操作（导入、备份或另一位同事的保存）正占着数据库，你的内容没有保存，也没有保存一半。",
                "remedy": "请稍等片刻，再提交一次。",
            }
        elif any(mark in text for mark in _UNMADE):
            told = {
                "title": "数据库还没有建好",
                "words": "数据库里缺少表，多半是还没有初始化，或者程序升级以后没有更新数据库。",
                "remedy": "请系统管理员重新启动程序（启动时会建好），再试一次。",
            }
        elif isinstance(trouble, OperationalError) or any(mark in text for mark in _AWAY):
            told = {
                "title": "连不上数据库",
                "words": "数据库没有启动，或者数据文件打不开；没有保存任何内容。",
                "remedy": "请系统管理员检查数据库后再试。",
            }
        else:
            return None
    else:
        return None
    _log.error("%s：%s", told["title"], storage.cause(trouble))
    form = _snapshot(request)
    if form is not None:
        return render(request, "gonghui/resubmit.html", {**told, "form": form, "why": "trouble"}, status=503)
    return render(request, TEMPLATE, told, status=503)


def _snapshot(request: HttpRequest) -> FormSnapshot | None:
    """What was posted, to be handed back: only where the browser or the form's mark says that a page here sent it."""
    try:
        if not (getattr(request, "csrf_processing_done", False) or sent_from_here(request)):
            return None
        return FormSnapshot.capture(request)
    except Exception:  # noqa: BLE001 - the page that tells of a trouble must not fail of another
        return None
