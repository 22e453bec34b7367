"""The styles and fonts of an official document: the part of GB/T 9704-2012 that is about type.

One font serves each style for Chinese, digits and Latin alike. The standard names fonts by element only (5.2.2: 仿宋,
size 3, unless said otherwise) and none for digits; and one font makes quotation marks, dashes and ellipses Chinese
in every program, where a second, Latin font would draw them half-width. No style names a theme font: theme fonts
would go before the fonts given here.

Sizes are in half-points: 二号 44, 三号 32, 四号 28, 小四 24. Lengths are in twips (1/20 point).
"""

from lxml import etree

from gonghui.engine.documents.markup import DECLARATIONS, parse

SONG_TITLE = "方正小标宋简体"
FANG_SONG = "仿宋"
HEI = "黑体"
KAI = "楷体"
SONG = "宋体"

LINE = 579
"""The pitch of a line: 22 lines to the type area, 28.95 points, in twips."""

CHARACTER = 316
"""The pitch of a character: 28 characters to the type area's width, in twips."""

# 28 characters of 16 points are 448 points and the type area has 442. The text is set a quarter of a point closer,
# rather than by a grid of characters: LibreOffice gives a character that is wider than its cell two cells.
_CLOSE = '<w:spacing w:val="-5"/>'
_NOT_CLOSE = '<w:spacing w:val="0"/>'

_FALLBACKS = {
    # 方正小标宋 is a licensed font that many offices have and no system ships
    SONG_TITLE: ("FZXiaoBiaoSong-B05S,方正小标宋_GBK,小标宋,华文中宋,STZhongsong,宋体,SimSun", "roman"),
    # 仿宋_GB2312 comes last: it lacks the rare characters of people's names
    FANG_SONG: ("FangSong,方正仿宋_GBK,华文仿宋,STFangsong,仿宋_GB2312", "modern"),
    HEI: ("SimHei,方正黑体_GBK,华文黑体,STHeiti", "modern"),
    KAI: ("KaiTi,方正楷体_GBK,华文楷体,STKaiti,楷体_GB2312", "modern"),
    SONG: ("SimSun,方正书宋_GBK,华文宋体,STSong", "roman"),
}


def styles() -> etree._Element:
    """Return the root of word/styles.xml."""
    return parse(_STYLES)


def font_table() -> etree._Element:
    """Return the root of word/fontTable.xml: each font with the names to try where it is missing."""
    entries = "".join(
        f'<w:font w:name="{name}"><w:altName w:val="{others}"/><w:charset w:val="86"/>'
        f'<w:family w:val="{family}"/><w:pitch w:val="variable"/></w:font>'
        for name, (others, family) in _FALLBACKS.items()
    )
    return parse(f"<w:fonts {DECLARATIONS}>{entries}</w:fonts>")


def _fonts(name: str) -> str:
    return f'<w:rFonts w:ascii="{name}" w:hAnsi="{name}" w:eastAsia="{name}" w:cs="{name}"/>'


_INDENT = f'<w:ind w:firstLineChars="200" w:firstLine="{2 * CHARACTER}"/>'
_NO_INDENT = '<w:ind w:firstLineChars="0" w:firstLine="0"/>'
# an exact line would crop what stands in a table or is drawn: these take the line that their content needs
_OWN_LINE = '<w:spacing w:before="{0}" w:after="{0}" w:line="240" w:lineRule="auto"/>'

_RED = "C8102E"
# The top of the mark is 35 mm below the type area's; a line in automatic spacing begins a little above its characters.
_MARK_ABOVE = 1870
_FOURTH_SIZE = f'<w:rPr>{_NOT_CLOSE}<w:sz w:val="28"/><w:szCs w:val="28"/></w:rPr>'


def _heading(level: int, font: str) -> str:
    """A heading in the third size, indented like the text, which never stands alone at the foot of a page."""
    return f"""
    <w:style w:type="paragraph" w:styleId="Heading{level}"><w:name w:val="heading {level}"/>
      <w:basedOn w:val="Normal"/><w:next w:val="BodyText"/><w:uiPriority w:val="9"/><w:qFormat/>
      <w:pPr><w:keepNext/><w:keepLines/>{_INDENT}<w:outlineLvl w:val="{level - 1}"/></w:pPr>
      <w:rPr>{_fonts(font)}</w:rPr></w:style>"""


_STYLES = f"""<w:styles {DECLARATIONS}>
  <w:docDefaults>
    <w:rPrDefault><w:rPr>{_fonts(FANG_SONG)}<w:sz w:val="32"/><w:szCs w:val="32"/>
      <w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>
    <w:pPrDefault/>
  </w:docDefaults>

  <!-- no space is set between Chinese and digits; no mark hangs out of the type area; widow control would move
       lines, and a page holds 22 -->
  <w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/>
    <w:pPr><w:widowControl w:val="0"/><w:overflowPunct w:val="0"/>
      <w:autoSpaceDE w:val="0"/><w:autoSpaceDN w:val="0"/>
      <w:spacing w:before="0" w:after="0" w:line="{LINE}" w:lineRule="exact"/><w:jc w:val="both"/></w:pPr>
    <w:rPr>{_fonts(FANG_SONG)}{_CLOSE}<w:sz w:val="32"/><w:szCs w:val="32"/></w:rPr></w:style>
  <w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">
    <w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/><w:unhideWhenUsed/></w:style>
  <w:style w:type="numbering" w:default="1" w:styleId="NoList">
    <w:name w:val="No List"/><w:uiPriority w:val="99"/><w:semiHidden/><w:unhideWhenUsed/></w:style>

  <w:style w:type="paragraph" w:styleId="BodyText"><w:name w:val="Body Text"/>
    <w:basedOn w:val="Normal"/><w:qFormat/><w:pPr>{_INDENT}</w:pPr></w:style>
  <!-- 7.3.1: second size, centred; one line is left free below -->
  <w:style w:type="paragraph" w:styleId="Title"><w:name w:val="Title"/>
    <w:basedOn w:val="Normal"/><w:next w:val="BodyText"/><w:uiPriority w:val="10"/><w:qFormat/>
    <w:pPr><w:keepNext/><w:keepLines/>
      <w:spacing w:before="0" w:after="{LINE}" w:line="700" w:lineRule="exact"/>{_NO_INDENT}
      <w:jc w:val="center"/></w:pPr>
    <w:rPr>{_fonts(SONG_TITLE)}{_NOT_CLOSE}<w:sz w:val="44"/><w:szCs w:val="44"/></w:rPr></w:style>
  {_heading(1, HEI)}{_heading(2, KAI)}{_heading(3, FANG_SONG)}{_heading(4, FANG_SONG)}

  <!-- 7.3.4: a line below the text, two characters in -->
  <w:style w:type="paragraph" w:customStyle="1" w:styleId="AppendixList"><w:name w:val="附件说明"/>
    <w:basedOn w:val="Normal"/><w:qFormat/><w:pPr><w:keepNext/><w:keepLines/></w:pPr></w:style>
  <!-- 7.3.5: right-aligned; two lines are left free for the seal, whose top comes within a line of the text -->
  <w:style w:type="paragraph" w:styleId="Signature"><w:name w:val="Signature"/>
    <w:basedOn w:val="Normal"/><w:next w:val="Date"/><w:qFormat/>
    <w:pPr><w:keepNext/><w:keepLines/><w:spacing w:before="{2 * LINE}" w:after="0" w:line="{LINE}" w:lineRule="exact"/>
      <w:jc w:val="right"/></w:pPr></w:style>
  <w:style w:type="paragraph" w:styleId="Date"><w:name w:val="Date"/>
    <w:basedOn w:val="Normal"/><w:next w:val="BodyText"/><w:qFormat/>
    <w:pPr><w:keepLines/><w:jc w:val="right"/></w:pPr></w:style>
  <!-- 7.3.7: 附件 at the top left of a new page, its title in the third line -->
  <w:style w:type="paragraph" w:customStyle="1" w:styleId="AppendixMark"><w:name w:val="附件标志"/>
    <w:basedOn w:val="Normal"/><w:next w:val="AppendixTitle"/><w:qFormat/>
    <w:pPr><w:keepNext/><w:keepLines/><w:pageBreakBefore/><w:outlineLvl w:val="0"/></w:pPr>
    <w:rPr>{_fonts(HEI)}</w:rPr></w:style>
  <w:style w:type="paragraph" w:customStyle="1" w:styleId="AppendixTitle"><w:name w:val="附件标题"/>
    <w:basedOn w:val="Title"/><w:next w:val="BodyText"/><w:qFormat/>
    <w:pPr><w:spacing w:before="{LINE}" w:after="{LINE}" w:line="700" w:lineRule="exact"/></w:pPr></w:style>

  <!-- 7.2.4: red, centred, its top 35 mm below the type area's; 7.2.5 to 7.2.7: two lines below it the number and,
       in what goes up, who signs, one character in from either side, over a red line -->
  <w:style w:type="paragraph" w:customStyle="1" w:styleId="IssuerMark"><w:name w:val="发文机关标志"/>
    <w:basedOn w:val="Normal"/><w:next w:val="NumberLine"/><w:qFormat/>
    <w:pPr><w:keepNext/><w:snapToGrid w:val="0"/>
      <w:spacing w:before="{_MARK_ABOVE}" w:after="{2 * LINE}" w:line="240" w:lineRule="auto"/>{_NO_INDENT}
      <w:jc w:val="center"/></w:pPr>
    <w:rPr>{_fonts(SONG_TITLE)}<w:color w:val="{_RED}"/>{_NOT_CLOSE}</w:rPr></w:style>
  <w:style w:type="paragraph" w:customStyle="1" w:styleId="NumberLine"><w:name w:val="发文字号和签发人"/>
    <w:basedOn w:val="Normal"/><w:next w:val="Title"/><w:qFormat/>
    <w:pPr><w:keepNext/>
      <w:pBdr><w:bottom w:val="single" w:sz="12" w:space="11" w:color="{_RED}"/></w:pBdr>
      <w:tabs><w:tab w:val="right" w:pos="{27 * CHARACTER}"/></w:tabs>
      <w:spacing w:before="0" w:after="{2 * LINE}" w:line="{LINE}" w:lineRule="exact"/>
      <w:ind w:firstLineChars="100" w:firstLine="{CHARACTER}"/><w:jc w:val="left"/></w:pPr></w:style>
  <!-- 7.3.2: from the left edge, without an indent -->
  <w:style w:type="paragraph" w:customStyle="1" w:styleId="Addressee"><w:name w:val="主送机关"/>
    <w:basedOn w:val="Normal"/><w:next w:val="BodyText"/><w:qFormat/><w:pPr>{_NO_INDENT}</w:pPr></w:style>
  <!-- 7.4: the fourth size, one character in -->
  <w:style w:type="paragraph" w:customStyle="1" w:styleId="Imprint"><w:name w:val="版记"/>
    <w:basedOn w:val="Normal"/>
    <w:pPr><w:keepLines/><w:tabs><w:tab w:val="right" w:pos="{27 * CHARACTER}"/></w:tabs><w:snapToGrid w:val="0"/>
      <w:spacing w:before="0" w:after="0" w:line="480" w:lineRule="exact"/>
      <w:ind w:firstLineChars="100" w:firstLine="{CHARACTER}"/><w:jc w:val="left"/></w:pPr>
    <w:rPr>{_NOT_CLOSE}<w:sz w:val="28"/><w:szCs w:val="28"/></w:rPr></w:style>

  <w:style w:type="paragraph" w:customStyle="1" w:styleId="SheetTitle"><w:name w:val="工作表标题"/>
    <w:basedOn w:val="Normal"/><w:next w:val="SheetNote"/>
    <w:pPr><w:keepNext/>{_NO_INDENT}<w:jc w:val="center"/></w:pPr>
    <w:rPr>{_fonts(HEI)}{_NOT_CLOSE}</w:rPr></w:style>
  <w:style w:type="paragraph" w:customStyle="1" w:styleId="SheetNote"><w:name w:val="工作表说明"/>
    <w:basedOn w:val="Normal"/>
    <w:pPr><w:snapToGrid w:val="0"/>{_OWN_LINE.format(60)}{_NO_INDENT}<w:jc w:val="left"/></w:pPr>
    <w:rPr>{_NOT_CLOSE}<w:sz w:val="21"/><w:szCs w:val="21"/></w:rPr></w:style>

  <w:style w:type="paragraph" w:customStyle="1" w:styleId="Figure"><w:name w:val="插图"/>
    <w:basedOn w:val="Normal"/><w:next w:val="Caption"/><w:qFormat/>
    <w:pPr><w:keepNext/><w:snapToGrid w:val="0"/>{_OWN_LINE.format(120)}{_NO_INDENT}
      <w:jc w:val="center"/></w:pPr></w:style>
  <w:style w:type="paragraph" w:styleId="Caption"><w:name w:val="caption"/>
    <w:basedOn w:val="Normal"/><w:next w:val="BodyText"/><w:uiPriority w:val="35"/><w:qFormat/>
    <w:pPr><w:keepLines/><w:snapToGrid w:val="0"/>{_OWN_LINE.format(120)}{_NO_INDENT}<w:jc w:val="center"/></w:pPr>
    <w:rPr>{_fonts(HEI)}{_NOT_CLOSE}<w:sz w:val="24"/><w:szCs w:val="24"/></w:rPr></w:style>
  <w:style w:type="paragraph" w:customStyle="1" w:styleId="TableText"><w:name w:val="表格文字"/>
    <w:basedOn w:val="Normal"/><w:qFormat/>
    <w:pPr><w:snapToGrid w:val="0"/>{_OWN_LINE.format(60)}{_NO_INDENT}<w:jc w:val="left"/></w:pPr>
    <w:rPr>{_NOT_CLOSE}<w:sz w:val="21"/><w:szCs w:val="21"/></w:rPr></w:style>
  <w:style w:type="paragraph" w:customStyle="1" w:styleId="TableHead"><w:name w:val="表格表头"/>
    <w:basedOn w:val="TableText"/><w:qFormat/>
    <w:pPr><w:keepNext/><w:jc w:val="center"/></w:pPr><w:rPr>{_fonts(HEI)}</w:rPr></w:style>
  <w:style w:type="paragraph" w:customStyle="1" w:styleId="TableEnd"><w:name w:val="表格后空行"/>
    <w:basedOn w:val="Normal"/><w:next w:val="BodyText"/>
    <w:pPr><w:snapToGrid w:val="0"/><w:spacing w:before="0" w:after="0" w:line="200" w:lineRule="exact"/></w:pPr>
    <w:rPr><w:sz w:val="10"/><w:szCs w:val="10"/></w:rPr></w:style>

  <!-- 7.5: fourth size; odd pages to the right, even to the left, one character from the edge -->
  <w:style w:type="paragraph" w:styleId="Footer"><w:name w:val="footer"/>
    <w:basedOn w:val="Normal"/><w:uiPriority w:val="99"/>
    <w:pPr><w:snapToGrid w:val="0"/><w:spacing w:before="0" w:after="0" w:line="280" w:lineRule="exact"/></w:pPr>
    <w:rPr>{_fonts(SONG)}{_NOT_CLOSE}<w:sz w:val="28"/><w:szCs w:val="28"/></w:rPr></w:style>
  <w:style w:type="paragraph" w:customStyle="1" w:styleId="OddPageNumber"><w:name w:val="单页页码"/>
    <w:basedOn w:val="Footer"/><w:pPr><w:ind w:rightChars="100" w:right="280"/><w:jc w:val="right"/></w:pPr></w:style>
  <w:style w:type="paragraph" w:customStyle="1" w:styleId="EvenPageNumber"><w:name w:val="双页页码"/>
    <w:basedOn w:val="Footer"/><w:pPr><w:ind w:leftChars="100" w:left="280"/><w:jc w:val="left"/></w:pPr></w:style>

  <w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>
    <w:uiPriority w:val="99"/><w:semiHidden/><w:unhideWhenUsed/>
    <w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:top w:w="0" w:type="dxa"/><w:left w:w="85" w:type="dxa"/>
      <w:bottom w:w="0" w:type="dxa"/><w:right w:w="85" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>
  <w:style w:type="table" w:customStyle="1" w:styleId="ThreeLines"><w:name w:val="三线表"/>
    <w:basedOn w:val="TableNormal"/><w:qFormat/>
    <w:tblPr><w:tblBorders><w:top w:val="single" w:sz="12" w:space="0" w:color="auto"/>
      <w:bottom w:val="single" w:sz="12" w:space="0" w:color="auto"/></w:tblBorders></w:tblPr>
    <w:tblStylePr w:type="firstRow"><w:tcPr><w:tcBorders>
      <w:top w:val="single" w:sz="12" w:space="0" w:color="auto"/>
      <w:bottom w:val="single" w:sz="6" w:space="0" w:color="auto"/></w:tcBorders></w:tcPr></w:tblStylePr></w:style>
</w:styles>"""
