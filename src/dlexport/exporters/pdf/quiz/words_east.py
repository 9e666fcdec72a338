"""The words of exams in Chinese, Japanese and Korean."""

from __future__ import annotations

from typing import Final

from dlexport.exporters.pdf.quiz.words import Counted, ExamWords

_HANS: Final = ExamWords(
    version="（{name}卷）", questions=Counted("{n}小题", "{n}小题"), points=Counted("{n}分", "{n}分"),
    minutes=Counted("{n}分钟", "{n}分钟"), info="共{count}", full="满分{points}", time="考试用时{minutes}", gap="　",
    fields={"班级": 0.22, "姓名": 0.22, "学号": 0.28, "得分": 0.16}, notes="注意事项：",
    heading="{numeral}、{kind}：{sum}", plain="本题共{count}。",
    each="本题共{count}，每小题{each}，共{points}。", some="本题共{count}，共{points}。",
    kinds={"single": "单项选择题", "multiple": "多项选择题", "true_false": "判断题", "blanks": "填空题",
           "open": "简答题", "parts": "综合题"},
    tasks={"single": "每小题的选项中，只有一项符合题目要求。",
           "multiple": "每小题的选项中，有多项符合题目要求，全部选对才得分。",
           "true_false": "正确的打“√”，错误的打“×”。", "blanks": "", "open": "",
           "parts": "解答应写出文字说明或演算步骤。"},
    choice="选择题", worth="（{points}）", bracket="（　　）", page="第{page}页（共{pages}页）",
    grader=("题号", "得分", "评卷人", "总分"), seal="密　封　线　内　不　要　答　题",
    sealed=("学校", "班级", "姓名", "学号"),
    sheet="答题卡", sheet_notes="请用2B铅笔把方框涂满；修改时用橡皮擦净；保持卡面清洁，不要折叠。", number="学号",
    key="参考答案", table="客观题答案", answers="答案与评分", others="{name}卷第{number}题", true="√", false="×",
)
_HANT: Final = ExamWords(
    version="（{name}卷）", questions=Counted("{n}題", "{n}題"), points=Counted("{n}分", "{n}分"),
    minutes=Counted("{n}分鐘", "{n}分鐘"), info="共{count}", full="滿分{points}", time="考試時間{minutes}", gap="　",
    fields={"班級": 0.22, "姓名": 0.22, "學號": 0.28, "得分": 0.16}, notes="注意事項：",
    heading="{numeral}、{kind}：{sum}", plain="本大題共{count}。",
    each="本大題共{count}，每題{each}，共{points}。", some="本大題共{count}，共{points}。",
    kinds={"single": "單選題", "multiple": "多選題", "true_false": "是非題", "blanks": "填充題",
           "open": "簡答題", "parts": "綜合題"},
    tasks={"single": "每題只有一個正確選項。", "multiple": "每題有多個正確選項，全部選對才給分。",
           "true_false": "正確的打「○」，錯誤的打「×」。", "blanks": "", "open": "", "parts": "請寫出說明或計算過程。"},
    choice="選擇題", worth="（{points}）", bracket="（　　）", page="第{page}頁（共{pages}頁）",
    grader=("題號", "得分", "閱卷人", "總分"), seal="密　封　線　內　不　要　作　答",
    sealed=("學校", "班級", "姓名", "學號"),
    sheet="答案卡", sheet_notes="請用2B鉛筆將方框塗滿；修正時用橡皮擦擦淨；保持卡面清潔，不要摺疊。", number="學號",
    key="參考答案", table="客觀題答案", answers="答案與評分", others="{name}卷第{number}題", true="○", false="×",
)
_JAPANESE: Final = ExamWords(
    version="（{name}）", questions=Counted("{n}問", "{n}問"), points=Counted("{n}点", "{n}点"),
    minutes=Counted("{n}分", "{n}分"), info="全{count}", full="{points}満点", time="試験時間{minutes}", gap="　",
    fields={"組": 0.16, "番号": 0.18, "氏名": 0.36, "得点": 0.18}, notes="注意事項",
    heading="{number}　{kind}（{sum}）", plain="{count}", each="{count}、各{each}、計{points}",
    some="{count}、計{points}",
    kinds={"single": "選択問題", "multiple": "複数選択問題", "true_false": "正誤問題", "blanks": "穴埋め問題",
           "open": "記述問題", "parts": "総合問題"},
    tasks={"single": "正しいものを一つ選びなさい。", "multiple": "正しいものをすべて選びなさい。",
           "true_false": "正しいものに○、誤っているものに×を書きなさい。", "blanks": "空欄に当てはまる語を書きなさい。",
           "open": "", "parts": "途中の考え方も書きなさい。"},
    choice="選択問題", worth="（{points}）", bracket="（　　）", page="{page}／{pages}ページ",
    grader=("問題", "得点", "採点者", "合計"), seal="この線の外側には何も書かないこと",
    sealed=("学校", "組", "番号", "氏名"),
    sheet="解答用紙", sheet_notes="鉛筆で枠の中を塗りつぶすこと。訂正は消しゴムできれいに消すこと。折り曲げないこと。",
    number="番号",
    key="解答", table="選択問題の解答", answers="解答と配点", others="{name}：{number}", true="○", false="×",
)
_KOREAN: Final = ExamWords(
    version=" ({name}형)", questions=Counted("{n}문항", "{n}문항"), points=Counted("{n}점", "{n}점"),
    minutes=Counted("{n}분", "{n}분"), info="총 {count}", full="{points} 만점", time="시험 시간 {minutes}", gap="　",
    fields={"반": 0.16, "번호": 0.18, "이름": 0.36, "점수": 0.18}, notes="유의 사항",
    heading="{number}. {kind} ({sum})", plain="{count}", each="{count}, 각 {each}, 총 {points}",
    some="{count}, 총 {points}",
    kinds={"single": "객관식", "multiple": "복수 선택형", "true_false": "진위형", "blanks": "빈칸 채우기",
           "open": "서술형", "parts": "종합 문제"},
    tasks={"single": "알맞은 답을 하나 고르시오.", "multiple": "알맞은 답을 모두 고르시오.",
           "true_false": "맞으면 ○, 틀리면 ×를 쓰시오.", "blanks": "빈칸에 알맞은 말을 쓰시오.", "open": "",
           "parts": "풀이 과정을 쓰시오."},
    choice="객관식", worth="({points}) ", bracket="(\u2003\u2003)", page="{page}/{pages}쪽",
    grader=("번호", "점수", "채점자", "합계"), seal="이 선 바깥에는 쓰지 마시오",
    sealed=("학교", "반", "번호", "이름"),
    sheet="답안지", sheet_notes="연필로 네모 칸을 가득 칠하시오. 고칠 때는 지우개로 깨끗이 지우시오. 접지 마시오.",
    number="번호",
    key="정답", table="객관식 정답", answers="모범 답안과 배점", others="{name}형 {number}번", true="○", false="×",
)
WORDS: Final = {"zh-Hans": _HANS, "zh-Hant": _HANT, "ja": _JAPANESE, "ko": _KOREAN}
"""Language -> its words."""
