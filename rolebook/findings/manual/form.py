"""Rules of the workbooks that people fill in: the collection form (`collect`), and the review of an import."""

from rolebook.findings.manual.entry import an_error

FORM = (
    an_error("fixed-cell", "采集表里不能改的格被改了。", "A cell of the form was changed that may not be.").because(
        "标识、出处、已经公布的数额，改了就对不上原来的条款和来源。请按提示改回；要改，请编辑提示里的文件。"
    ),
    an_error(
        "unread-cell",
        "采集表或核对表的一格读不出，或没有填。",
        "A cell of the form or the review cannot be read, or is not filled.",
    ).because("填好的表读入时不作猜测。请在 Excel 或 WPS 中打开，按提示改正那一格，保存后再导入。"),
)
