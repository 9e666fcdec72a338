"""Japanese and Korean."""

from __future__ import annotations

from typing import Final

from dlexport.exporters.pdf.quiz.words import BRACKET, ExamWords

JAPANESE: Final = ExamWords(
    units={"question": ("{n}問",), "point": ("{n}点",), "minute": ("{n}分",)},
    version="（{name}版）", info="全{count}", full="{points}満点", minutes="試験時間{minutes}", gap="　",
    fields={"クラス": 0.22, "番号": 0.18, "氏名": 0.32, "得点": 0.16}, notes="注意事項",
    heading="{number}　{kind}（{sum}）", plain="{count}", each="{count}、各{each}、計{points}",
    some="{count}、計{points}",
    kinds={"single": "選択問題", "multiple": "複数選択問題", "true_false": "正誤問題", "blanks": "穴埋め問題",
           "open": "記述問題", "parts": "総合問題"},
    tasks={"single": "正しいものを一つ選べ。", "multiple": "正しいものをすべて選べ。",
           "true_false": "正しいものに○、誤っているものに×を記せ。", "blanks": "", "open": "",
           "parts": "考え方や計算の過程も記せ。"},
    choice="選択問題", points="（{points}）", bracket="（　　）", page="{page}/{pages}ページ",
    grader=("大問", "得点", "採点者", "合計"), seal="この線より外には記入しないこと",
    sealed=("学校", "クラス", "番号", "氏名"),
    sheet="解答用紙",
    sheet_notes="鉛筆で枠内を塗りつぶすこと。訂正は消しゴムできれいに消すこと。用紙を折らないこと。", number="番号",
    key="解答", table="選択問題の解答", answers="解答と配点", others="{name}版の問{number}", true="○", false="×",
)
KOREAN: Final = ExamWords(
    units={"question": ("{n}문항",), "point": ("{n}점",), "minute": ("{n}분",)},
    version=" ({name}형)", info="총 {count}", full="{points} 만점", minutes="시험 시간 {minutes}", gap="　",
    fields={"반": 0.2, "번호": 0.2, "이름": 0.34, "점수": 0.16}, notes="유의 사항",
    heading="{number}. {kind} ({sum})", plain="{count}", each="{count}, 각 {each}, 총 {points}",
    some="{count}, 총 {points}",
    kinds={"single": "선택형", "multiple": "복수 선택형", "true_false": "진위형", "blanks": "빈칸 채우기",
           "open": "서술형", "parts": "종합 문제"},
    tasks={"single": "알맞은 답을 하나만 고르시오.", "multiple": "알맞은 답을 모두 고르시오.",
           "true_false": "옳으면 ○, 옳지 않으면 ×를 쓰시오.", "blanks": "", "open": "", "parts": "풀이 과정을 쓰시오."},
    choice="선택형", points="({points}) ", bracket=BRACKET, page="{page}/{pages}쪽",
    grader=("구분", "점수", "채점자", "합계"), seal="이 선 밖에는 쓰지 마시오",
    sealed=("학교", "반", "번호", "이름"),
    sheet="답안지", sheet_notes="진한 연필로 칸을 가득 칠하고, 고칠 때는 깨끗이 지우시오. 답안지를 접지 마시오.",
    number="번호", key="정답", table="선택형 정답", answers="정답과 배점", others="{name}형 {number}번",
    true="○", false="×",
)
