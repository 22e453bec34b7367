"""The order in which WordprocessingML wants the children of an element (ECMA-376, part 1, annex A, transitional)."""

SEQUENCES = {
    element: children.split()
    for element, children in {
        "pPr": (
            "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs "
            "suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi "
            "adjustRightInd snapToGrid spacing ind contextualSpacing mirrorIndents suppressOverlap jc textDirection "
            "textAlignment textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange"
        ),
        "rPr": (
            "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof snapToGrid "
            "vanish webHidden color spacing w kern position sz szCs highlight u effect bdr shd fitText vertAlign rtl "
            "cs em lang eastAsianLayout specVanish oMath"
        ),
        "sdt": "sdtPr sdtEndPr sdtContent",
        "sdtPr": (
            "rPr alias tag id lock placeholder temporary showingPlcHdr dataBinding label tabIndex equation comboBox "
            "date docPartObj docPartList dropDownList picture richText text citation group bibliography"
        ),
        "tbl": "tblPr tblGrid tr",
        "tblPr": (
            "tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc tblCellSpacing "
            "tblInd tblBorders shd tblLayout tblCellMar tblLook tblCaption tblDescription tblPrChange"
        ),
        "tblBorders": "top left bottom right insideH insideV",
        "tblCellMar": "top left bottom right",
        "tr": "tblPrEx trPr tc",
        # Word takes these in any order; this is the one in which the schema lists them
        "trPr": (
            "cnfStyle divId gridBefore gridAfter wBefore wAfter cantSplit trHeight tblHeader tblCellSpacing jc hidden "
            "ins del trPrChange"
        ),
        "tc": "tcPr p",
        "tcPr": (
            "cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection tcFitText vAlign hideMark "
            "headers cellIns cellDel cellMerge tcPrChange"
        ),
        "tcBorders": "top left bottom right insideH insideV tl2br tr2bl",
        "sectPr": (
            "headerReference footerReference footnotePr endnotePr type pgSz pgMar paperSrc pgBorders lnNumType "
            "pgNumType cols formProt vAlign noEndnote titlePg textDirection bidi rtlGutter docGrid printerSettings "
            "sectPrChange"
        ),
        "styles": "docDefaults latentStyles style",
        "docDefaults": "rPrDefault pPrDefault",
        "style": (
            "name aliases basedOn next link autoRedefine hidden uiPriority semiHidden unhideWhenUsed qFormat locked "
            "personal personalCompose personalReply rsid pPr rPr tblPr trPr tcPr tblStylePr"
        ),
        "tblStylePr": "pPr rPr tblPr trPr tcPr",
        "font": "altName panose1 charset family notTrueType pitch sig embedRegular embedBold embedItalic",
        "settings": (
            "writeProtection view zoom removePersonalInformation mirrorMargins documentProtection defaultTabStop "
            "autoHyphenation evenAndOddHeaders drawingGridVerticalSpacing characterSpacingControl footnotePr endnotePr "
            "compat docVars rsids themeFontLang clrSchemeMapping shapeDefaults decimalSymbol listSeparator"
        ),
    }.items()
}
