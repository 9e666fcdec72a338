"""Korean."""

from __future__ import annotations

from typing import Final

from dlexport.labels.words import BookWords, Citation, DeckWords, HandoutWords, Labels, PageWords

LABELS: Final = Labels(
    question="문제", answer="정답", analysis="해설", keypoints="핵심", references="참고 문헌",
    contents="차례", cover="표지", title_page="속표지", appendix="부록: 전체 문제 목록", colophon="판권",
    tags="태그", topic="주제", difficulty="난이도", chapter="제{number}장",
    place="제{chapter}장 {place}번 (전체 {number}번)",
    version="버전 {version}", license="이용 허락", show="보기", comma=", ", colon=": ",
    day="{year}년 {month}월 {day}일",
    quiz="시험", cards="문답 카드", answer_key="정답", name="이름", date="날짜", score="점수", series="{seed}형",
    calibration="양면 인쇄 맞춤 확인",
    ruler="인쇄한 뒤 뒷면을 빛에 비추어 보십시오. 뒷면의 십자가 앞면의 십자와 겹쳐야 합니다. 뒷면이 오른쪽이나 위로 몇 밀리미터 "
    "어긋났으면 dx나 dy를 그만큼 줄이고, 반대쪽이면 늘립니다.",
    count="총 {count}문제", elsewhere="{parts}: 교재 참조", to_do="미완료", done="완료",
    true="맞음", false="틀림", hint="힌트", source="출처",
    points="{points}점", right="옳은 답", why="이유", part="({number})", alternative=" 또는 ",
    excerpt="발췌: {topic}",
    callouts={"note": "참고", "tip": "도움말", "important": "중요", "warning": "주의", "caution": "경고"},
    months=(),
    citation=Citation(". ", "", ". ", ", "),
    east_citation=Citation(". ", "「", "」. ", ", "),
    deck=DeckWords(
        retired="문제집에서 삭제된 문제이니 더 이상 학습하지 마십시오: {title}",
        left="문제집에서 빠진 문제: {names}. 카드는 그대로 남아 있으며, 탐색기에서 다음 검색으로 찾을 수 있습니다.",
        masked="▁▁▁",
        which="어느 문제의 정답입니까?",
        report="오류를 발견하셨습니까? 카드의 번호와 함께 {address}에 알려 주십시오.",
        report_how="오류를 발견하셨습니까? 카드의 번호와 함께 문제집의 저자에게 알려 주십시오.",
        topic="{bank}: {topic}",
    ),
    book=BookWords(
        questions="문제", answers="정답과 해설", to_answer="정답 보기", to_question="문제로 돌아가기",
        hint="힌트 {number}", start="본문", identifier="식별자", modified="수정일", made_with="제작 도구",
        homepage="누리집", authors="저자", language="언어", levels="3단계 중 {level}단계",
        accessibility=(
            "모든 내용은 글자 크기와 배치를 바꿀 수 있고 읽는 순서대로 놓여 있습니다. 제목에는 단계가 있고 차례에서 모든 문제로 갈 수 "
            "있습니다. 그림에는 대체 텍스트가, 수식에는 LaTeX 텍스트가 있습니다. 깜박임, 움직임, 소리는 없습니다."
        ),
    ),
    page=PageWords(
        language="ko",
        skip="본문으로 건너뛰기", tools="찾기와 학습", search="검색(띄어 쓴 낱말이 모두 들어 있어야 함)", find="검색",
        every="전체", levels="3단계 중 {level}단계", found="{count}문제", nothing="조건에 맞는 문제가 없습니다.",
        clear="검색과 거르기 지우기", filters="거르기", standing="익힌 정도", fresh="새 문제", due="복습할 때",
        known="익힘", link="{number}번 문제의 링크",
        selftest="스스로 시험", show="정답 보기", hide="정답 숨기기", blank="빈칸: 누르면 보임",
        right="정답", wrong="오답", check="확인", scored="정답: {right}/{all}", typed="답 입력",
        settings="설정", limit="하루 새 카드", no_limit="제한 없음", points="핵심도 학습",
        swipes="정답을 본 뒤 밀어서 평가(오른쪽: 알맞음, 왼쪽: 다시)",
        smaller="글자 작게", larger="글자 크게", theme="모양", system="시스템 설정", day="낮", night="밤",
        save="복습 기록 내보내기", load="복습 기록 가져오기", imported="가져왔습니다. 새 기록: {count}건",
        bad_file="이 파일은 이 문제집의 복습 기록이 아닙니다",
        newer_file="더 새로운 버전의 파일입니다. 먼저 학습 페이지를 업데이트하십시오",
        unkept="브라우저가 이 페이지의 데이터를 저장하지 않습니다. 복습 기록은 페이지를 닫을 때까지만 남으니 그 전에 내보내십시오.",
        full="브라우저의 저장 공간이 가득 찼습니다. 새 복습 기록은 페이지를 닫을 때까지만 남으니 그 전에 내보내십시오.",
        damaged="브라우저에 있는 복습 기록의 일부가 손상되었습니다. 손상된 곳까지만 읽고, 손상된 부분은 그대로 둡니다.",
        private="기록은 이 브라우저에만 있습니다. 내보낸 파일에는 카드 번호, 시각, 평가가 들어 있습니다. 가져오면 양쪽 기록이 합쳐지고 "
        "덮어쓰지 않습니다.",
        study="학습", offer="복습 {due}, 새 카드 {new}", leave="나가기", undo="되돌리기", progress="진행",
        counts="새 카드 {new} · 학습 중 {learning} · 복습 {due}", grade="평가",
        grades=("다시", "어려움", "알맞음", "쉬움"),
        keys="스페이스 정답 보기; 1 다시, 2 어려움, 3 또는 스페이스 알맞음, 4 쉬움; U 되돌리기, Esc 나가기",
        graded="{grade}, {wait} 뒤에 다시; 남은 카드 {left}장", undone="되돌렸습니다", ended="오늘 학습을 마쳤습니다",
        done="답한 횟수 {count}, 그중 다시 {again}, 걸린 시간 {time}", next="{wait} 뒤에 {count}장",
        unexported="내보내지 않은 기록: {count}건", more="새 카드 10장 더",
    ),
    handout=HandoutWords(
        continued="표(계속)", figure="그림 {number}", table="표 {number}", levels=("쉬움", "보통", "어려움"), crib="한눈에 보기: 핵심",
        made_with="제작 도구", fonts="글꼴",
    ),
)
