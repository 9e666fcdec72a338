"""Chinese: the mainland's, Taiwan's and Hong Kong's."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from dlexport.exporters.pdf.quiz.words import ExamWords

SIMPLIFIED: Final = ExamWords(
    units={"question": ("{n}",), "point": ("{n}分",), "minute": ("{n}分钟",)},
    version="（{name}卷）", info="共{count}题", full="满分{points}", minutes="考试用时{minutes}", gap="　",
    fields={"班级": 0.22, "姓名": 0.22, "学号": 0.28, "得分": 0.16}, notes="注意事项：",
    heading="{numeral}、{kind}：{sum}", plain="本题共{count}小题。",
    each="本题共{count}小题，每小题{each}，共{points}。", some="本题共{count}小题，共{points}。",
    kinds={"single": "单项选择题", "multiple": "多项选择题", "true_false": "判断题", "blanks": "填空题",
           "open": "简答题", "parts": "综合题"},
    tasks={"single": "每小题的选项中，只有一项符合题目要求。",
           "multiple": "每小题的选项中，有多项符合题目要求，全部选对才得分。",
           "true_false": "正确的打“√”，错误的打“×”。", "blanks": "", "open": "",
           "parts": "解答应写出文字说明或演算步骤。"},
    choice="选择题", points="（{points}）", bracket="（　　）", page="第{page}页（共{pages}页）",
    grader=("题号", "得分", "评卷人", "总分"), seal="密　封　线　内　不　要　答　题",
    sealed=("学校", "班级", "姓名", "学号"),
    sheet="答题卡", sheet_notes="请用2B铅笔把方框涂满；修改时用橡皮擦净；保持卡面清洁，不要折叠。", number="学号",
    key="参考答案", table="客观题答案", answers="答案与评分", others="{name}卷第{number}题", true="√", false="×",
)
TRADITIONAL: Final = ExamWords(
    units={"question": ("{n}",), "point": ("{n}分",), "minute": ("{n}分鐘",)},
    version="（{name}卷）", info="共{count}題", full="滿分{points}", minutes="考試時間{minutes}", gap="　",
    fields={"班級": 0.22, "姓名": 0.22, "學號": 0.28, "得分": 0.16}, notes="注意事項：",
    heading="{numeral}、{kind}：{sum}", plain="本大題共{count}小題。",
    each="本大題共{count}小題，每小題{each}，共{points}。", some="本大題共{count}小題，共{points}。",
    kinds={"single": "單選題", "multiple": "多選題", "true_false": "是非題", "blanks": "填充題", "open": "簡答題",
           "parts": "綜合題"},
    tasks={"single": "每題只有一個正確選項。", "multiple": "每題有多個正確選項，全部選對才給分。",
           "true_false": "正確的打「○」，錯誤的打「×」。", "blanks": "", "open": "", "parts": "請寫出說明或計算過程。"},
    choice="選擇題", points="（{points}）", bracket="（　　）", page="第{page}頁（共{pages}頁）",
    grader=("題號", "得分", "閱卷者", "總分"), seal="密　封　線　內　請　勿　作　答",
    sealed=("學校", "班級", "姓名", "學號"),
    sheet="答案卡", sheet_notes="請用2B鉛筆將方框塗滿；修改時用橡皮擦擦淨；保持卡面清潔，不要摺疊。", number="學號",
    key="參考答案", table="客觀題答案", answers="答案與評分", others="{name}卷第{number}題", true="○", false="×",
)
HONG_KONG: Final = replace(
    TRADITIONAL,
    kinds={**TRADITIONAL.kinds, "single": "單項選擇題", "multiple": "多項選擇題", "blanks": "填充題", "open": "短答題"},
    sheet="答題紙", sheet_notes="請用HB鉛筆將方格塗滿；修改時用擦膠擦淨；保持紙面清潔，不要摺疊。",
)
