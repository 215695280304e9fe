"""Site debris: what a page leaves around an article when it is copied. All patterns are of whole short lines.

A wrong one would hide a claim, so a line that reads like a sentence is never debris but by its opening formula.
"""

from __future__ import annotations

import re

#: Longer lines are never debris.
MAX = 200

_WORDS = (
    "ホーム|トップ|トップページ|メニュー|検索|サイト内検索|ログイン|ログアウト|会員登録|新規登録|次へ|前へ|次の記事|前の記事|記事一覧|一覧へ戻る|もっと見る|続きを読む|印刷|印刷する"
    "|シェア|シェアする|ツイート|ツイートする|ポスト|いいね|いいね！|コメント|コメントする|フォロー|フォローする|ページトップへ|トップへ戻る|ページの先頭へ|本文へ移動|広告|スポンサーリンク|目次|閉じる"
    "|首页|首頁|登录|登錄|登入|注册|註冊|搜索|搜尋|菜单|选单|上一页|下一页|上一篇|下一篇|阅读全文|阅读原文|閱讀全文|查看更多|查看原文|更多|分享|分享到|收藏|点赞|赞|评论|留言|转发|复制链接"
    "|返回|返回顶部|返回首页|打印|广告|廣告|推荐|热门|最新|关注|微信|微博"
    "|home|menu|search|log ?in|sign ?in|sign ?up|log ?out|register|subscribe|share|share this|tweet|post|print|email|comments?|likes?|follow us|next|previous|prev"
    "|read more|continue reading|show more|see more|load more|back to top|skip to (?:main )?content|advertisement|sponsored|close|facebook|twitter|linkedin|whatsapp|line|reddit|x"
)
_COUNT = r"\d[\d,.]*\s*[万千kKmM]?"
_COUNTED = r"シェア|ツイート|いいね[!！]?|コメント|閲覧数?|ビュー|ブックマーク|阅读量?|浏览量?|点赞|赞|评论|收藏|转发|分享|人气|views?|shares?|likes?|comments?|tweets?|reads?"
_AGO = (
    r"(?:約?\d+\s*(?:秒|分|時間|日|週間|[かヶケ]月|年)前|\d+\s*个?(?:秒|秒钟|分钟|小时|天|周|星期|月|年)[之以]?前|(?:an?|\d+) "
    r"(?:second|minute|min|hour|day|week|month|year)s? ago|昨日|刚刚|just now)"
)
# a name or a word, but nothing as long as a phrase
_TOKEN = r"(?:[A-Za-z0-9@_.\-]{1,16}|[ァ-ヺー㐀-鿿]{1,4})"

#: Anywhere in a text.
_ALWAYS = re.compile(
    rf"(?:[\d,.\s|·•:：/+＋\-–]*\d[\d,.\s|·•:：/+＋\-–]*"  # bare numbers: counters (a date alone is asked for before)
    rf"|(?:(?:{_WORDS})(?:\s*[|｜/／·•>»›]\s*|\s+|$)){{1,12}}"  # navigation words in a row
    rf"|(?:ホーム|トップ|トップページ|首页|首頁|home)\s*[>»›＞].{{0,120}}"  # a breadcrumb
    rf"|(?:(?:{_COUNTED})\s*[:：(（]?\s*{_COUNT}\s*[)）]?(?:\s+|$)){{1,8}}"
    rf"|(?:{_COUNT}\s*(?:{_COUNTED})(?:\s+|$)){{1,8}}"
    r"|原文始发于.{0,160}|本文转(?:载)?自.{0,160}|(?:原文|本文)?链接[:：].{0,160}|转载请(?:注明|联系).{0,80}|(?:上|下)一篇\s*[:：].{0,120}|版权(?:所有|归).{0,80}|文章来源[:：].{0,80}|责任编辑[:：].{0,40}"
    r"|(?:続き|全文)を読む.{0,80}|この記事を(?:シェア|共有|印刷|保存).{0,40}|(?:前|次)の記事\s*[:：].{0,120}|.{0,40}(?:無断転載|無断複写)(?:を?禁|・).{0,40}"
    r"|(?:read|see) (?:more|also|next)\s*[:：].{0,120}|read more (?:about|on) .{0,80}|share (?:this|on) (?:article|story|post|facebook|twitter|x|linkedin).{0,40}"
    r"|(?:previous|next) (?:post|article|story)\s*[:：]?.{0,120}|(?:filed under|tags?|categories|category|タグ|カテゴリー?|标签|分类)\s*[:：].{0,120}"
    r"|sign up (?:for|to) (?:our|the) .{0,40}newsletters?.{0,40}|subscribe to (?:our|the) .{0,60}"
    r"|(?:copyright\s*)?(?:©|\(c\)|ⓒ)\s*.{0,120}|copyright\s+(?:by\s+)?\d{4}.{0,120}|.{0,80}all rights reserved\W{0,3}"
    r"|https?://[!-~]{1,190}|[\u200b\ufeff]+)",
    re.I | re.S,
)
#: Only before or behind the running text: whose, and how long ago.
_EDGE = re.compile(
    rf"(?:(?:{_TOKEN}\s+){{0,3}}{_AGO}(?:\s+{_TOKEN}){{0,3}}|(?:posted|published|updated) (?:by|on|in|at)\b.{{0,60}}|by {_TOKEN}(?: {_TOKEN}){{0,3}}"
    r"|(?:作者|编辑|来源|文|投稿者|著者|記者|投稿日|公開日|更新日|最終更新|发布时间|发布于|更新时间)\s*[:：].{0,60})",
    re.I | re.S,
)
#: The heading of a list of other articles; what follows it are their titles.
_LISTS = (
    "相关(?:文章|阅读|新闻|推荐|报道)|相關(?:文章|閱讀|新聞|報導)|推荐阅读|延伸阅读|猜你喜欢|热门文章|最新文章"
    "|関連(?:記事|リンク|ニュース|ページ)|おすすめ(?:の)?記事|あわせて読みたい|人気記事|最新記事|新着記事|アクセスランキング"
    "|related (?:articles?|posts?|stories|news|links?|coverage)|recommended(?: for you)?|most (?:read|popular)|you may also like"
)
_LIST = re.compile(
    rf"[■◆●▼▶【\[<＜#＃\s]*(?:{_LISTS}|more (?:from|stories|news|on this)\b.{{0,30}})[】\]>＞:：\s]*", re.I
)
#: One other article behind such a heading, on its line.
_LISTED = re.compile(rf"[■◆●▼▶【\[<＜\s]*(?:{_LISTS})[】\]>＞\s]*[:：|｜].{{0,170}}", re.I | re.S)


def is_debris(line: str, edge: bool) -> bool:
    """Is a whole line site debris? ``edge``: it stands before or behind the running text."""
    if len(line) > MAX:
        return False
    return bool(
        _ALWAYS.fullmatch(line) or _LIST.fullmatch(line) or _LISTED.fullmatch(line) or (edge and _EDGE.fullmatch(line))
    )


def opens_list(line: str) -> bool:
    """Is the line the heading of a list of other articles?"""
    return len(line) <= MAX and _LIST.fullmatch(line) is not None
