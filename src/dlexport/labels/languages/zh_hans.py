"""Chinese, simplified."""

from __future__ import annotations

from typing import Final

from dlexport.labels.words import BookWords, Citation, DeckWords, HandoutWords, Labels, PageWords

LABELS: Final = Labels(
    question="问题", answer="答案", analysis="解析", keypoints="要点", references="参考资料",
    contents="目录", cover="封面", title_page="书名页", appendix="附录：全部题目一览", colophon="版本说明",
    tags="标签", topic="主题", difficulty="难度", chapter="第{numeral}章",
    place="第{chapter}章第{place}题（总第{number}题）",
    version="版本 {version}", license="许可", show="展开", comma="、", colon="：", day="{year}年{month}月{day}日",
    quiz="测验", cards="问答卡片", answer_key="参考答案", name="姓名", date="日期", score="得分", series="卷 {seed}",
    calibration="双面套准校验",
    ruler="印好后从背面对着光看：背面的十字应落在正面的十字上。背面偏右或偏上几毫米，就把dx或dy减去几；方向相反则加。",
    count="共{count}题", elsewhere="{parts}见讲义", to_do="未完成", done="已完成",
    true="正确", false="错误", hint="提示", source="来源",
    points="{points}分", right="正确选项", why="理由", part="（{number}）", alternative="或",
    excerpt="节选：{topic}",
    callouts={"note": "说明", "tip": "提示", "important": "重要", "warning": "注意", "caution": "警告"},
    months=(),
    citation=Citation(". ", "", ". ", ", ", 3, ", et al", "[EB/OL]", ", "),      # GB/T 7714
    east_citation=Citation(". ", "", ". ", ", ", 3, ", 等", "[EB/OL]", ", "),
    deck=DeckWords(
        retired="这道题已从题库移除，请勿再学：{title}",
        left="已移出题库：{names}。它们的卡片仍保留原样；要删除，请在浏览器里用下面的搜索找到它们。",
        masked="▁▁▁",
        which="这是哪道题的答案？",
        report="发现错误？请到 {address} 反馈，并附上卡片上的题号。",
        report_how="发现错误？请告诉题库的作者，并附上卡片上的题号。",
        topic="{bank}：{topic}",
    ),
    book=BookWords(
        questions="题目", answers="答案与解析", to_answer="看答案", to_question="回到题目", hint="提示{number}",
        start="正文", identifier="标识符", modified="修订时间", made_with="制作工具", homepage="主页", authors="作者",
        language="语言", levels="{level} 级，共 3 级",
        accessibility=(
            "本书全部内容均可调整字号与版式，并按阅读顺序排列；标题分级，目录可达每一道题；"
            "图片有替代文字，公式有 LaTeX 文字；不含闪烁、动画与声音。"
        ),
    ),
    page=PageWords(
        language="zh",
        skip="跳到正文", tools="查找与学习", search="搜索（空格分隔，须全部出现）", find="搜索",
        every="全部",
        levels="{level} 级，共 3 级", found="共 {count} 题", nothing="没有找到符合条件的题目。", clear="清除搜索与筛选",
        filters="筛选", standing="掌握情况", fresh="没学过", due="该复习", known="会了", link="第 {number} 题的链接",
        selftest="自测", show="显示答案", hide="收起答案", blank="填空，点按显示",
        right="答对了", wrong="不对", check="核对", scored="答对 {right}/{all}", typed="填写答案",
        settings="设置", limit="每天新卡", no_limit="不限", points="也学要点",
        swipes="看过答案后滑动评分（右：良好，左：重来）",
        smaller="缩小字号", larger="放大字号", theme="外观", system="跟随系统", day="白天", night="夜间",
        save="导出复习记录", load="导入复习记录", imported="已导入，新增 {count} 条记录",
        bad_file="这个文件不是本题库的复习记录", newer_file="这个文件来自更新的版本，请先更新学习页",
        unkept="浏览器不为本页保存数据：复习记录只留到关闭页面为止，请在关闭前导出。",
        full="浏览器的存储已满：新的复习记录只留到关闭页面为止，请在关闭前导出。",
        damaged="浏览器里有一部分复习记录已损坏，只能读到损坏处为止；损坏的部分原样保留。",
        private="记录只存在这个浏览器里。导出的文件含卡片编号、时间和评分；导入时两边的记录合并，不会互相覆盖。",
        study="学习", offer="复习 {due}，新 {new}", leave="退出", undo="撤销", progress="学习进度",
        counts="新 {new} · 学习中 {learning} · 复习 {due}", grade="评分", grades=("重来", "困难", "良好", "简单"),
        keys="空格显示答案；1 重来，2 困难，3 或空格 良好，4 简单；U 撤销，Esc 退出",
        graded="{grade}，{wait}后再见；还剩 {left} 张", undone="已撤销", ended="今天的学完了",
        done="答了 {count} 次，其中重来 {again} 次，用时{time}", next="{wait}后到期 {count} 张",
        unexported="{count} 条记录还没有导出", more="再学 10 张新卡",
    ),
    handout=HandoutWords(
        continued="续表", figure="图 {number}", table="表 {number}", levels=("基础", "进阶", "较难"), crib="考前速览",
        made_with="制作工具", fonts="字体",
    ),
)
