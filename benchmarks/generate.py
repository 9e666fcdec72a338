"""A synthetic bank of any size, the same for every benchmark: `python benchmarks/generate.py 1000 > bank.yaml`.

20 topics; 330 distinct formulas; code in each tenth question; a table in each twentieth; two key points and a
reference in each. The text is made of whole Chinese sentences, so that lines break as they do in real banks.
"""

from __future__ import annotations

import json
import random
import sys

TOPICS = 20
SUBJECTS = ("卷积层", "循环网络", "注意力机制", "残差连接", "批归一化", "自编码器", "生成对抗网络", "词向量", "优化器",
            "正则化项", "损失函数", "学习率", "反向传播", "池化层", "激活函数", "嵌入矩阵", "解码器", "编码器",
            "门控单元", "图像特征")
VERBS = ("降低了", "提高了", "改变了", "约束了", "近似地给出了", "逐层传递了", "在训练时稳定了", "在推理时省去了")
OBJECTS = ("参数的数量", "梯度的方差", "模型的表达能力", "隐藏状态的维度", "训练所需的时间", "特征之间的相关性",
           "过拟合的风险", "长距离的依赖", "softmax输出的分布", "batch size的影响", "GPU显存的占用", "dropout的比例")
LINKS = ("因此", "不过", "相比之下", "实际使用时", "从公式可以看出", "需要注意的是")
SYMBOLS = "abcdefghkmnpqrstuvwxyzABDEFGHKLMW"
SHAPES = (
    "{0}_i = \\sum_{{j=1}}^{{{n}}} w_{{ij}} x_j + b_i",
    "\\frac{{\\partial {0}}}{{\\partial x_{{{n}}}}} = \\sigma({0})(1-\\sigma({0}))",
    "{0}_t = \\tanh(W_{{{n}}} h_{{t-1}} + U x_t)",
    "\\sqrt{{{0}^{{{n}}} + \\varepsilon}}",
    "\\operatorname{{softmax}}({0})_k = \\frac{{e^{{{0}_k}}}}{{\\sum_{{j}} e^{{{0}_j / {n}}}}}",
    "\\lVert {0} \\rVert_2^{{{n}}} \\le \\int_0^1 f({0})\\,\\mathrm{{d}}{0}",
    "\\begin{{pmatrix}} {0} & 0 \\\\ 1 & {n} \\end{{pmatrix}}",
    "\\max(0, {0}_{{{n}}} - \\mu)",
    "P({0} \\mid x_1, \\dots, x_{{{n}}})",
    "\\mathcal{{L}}({0}) = -\\log \\hat{{y}}_{{{n}}}",
)
FORMULAS = tuple(shape.format(symbol, n=2 + index % 7) for index, symbol in enumerate(SYMBOLS) for shape in SHAPES)
CODE = """\
```python
def step{n}(model, batch, rate=1e-{m}):
    loss = model(batch["x"]).sub(batch["y"]).pow(2).mean()
    loss.backward()          # 反向传播
    for p in model.parameters():
        p.data -= rate * p.grad
    return float(loss)
```
"""
TABLE = """\
| 方法 | 参数量 | 准确率 |
| :-- | --: | --: |
| 基线 | {a} M | {b}.{c}% |
| 改进 | {d} M | {e}.{f}% |
"""


def bank(questions: int, *, largest: float = 0.0) -> str:
    """The YAML of a bank of that many questions: the same text each time, and a larger bank begins like a smaller.

    Topics are alike in size; where a share is the `largest`, so many of all questions are in the first.
    """
    rows = ["format: 1", "bank: {id: bench, title: 基准题库, language: zh-CN, version: '1'}", "topics:"]
    rows += [f"  - {{id: topic-{n}, title: {SUBJECTS[n]}}}" for n in range(TOPICS)]
    rows.append("questions:")
    for number in range(questions):
        rows += _question(number, 0 if number % 100 < 100 * largest else number % TOPICS)
    return "\n".join(rows) + "\n"


def _question(number: int, topic: int) -> list[str]:
    dice = random.Random(number)  # noqa: S311 - no secret
    inline, display = FORMULAS[number % len(FORMULAS)], FORMULAS[(number * 7 + 3) % len(FORMULAS)]
    answer = [_paragraph(dice, 4, inline), "", *(f"- {_sentence(dice)}" for _ in range(3)), "", "$$", display, "$$"]
    if number % 10 == 0:
        answer += ["", *CODE.format(n=number, m=1 + number % 5).splitlines()]
    if number % 20 == 5:  # noqa: PLR2004 - each twentieth
        a, b, c, d, e, f = (dice.randint(1, 99) for _ in range(6))
        answer += ["", *TABLE.format(a=a, b=b, c=c, d=d, e=e, f=f).splitlines()]
    subject = dice.choice(SUBJECTS)
    return [
        f"  - id: q-{number}", f"    topic: topic-{topic}",
        f"    title: {subject}怎样{dice.choice(VERBS)}{dice.choice(OBJECTS)}？（第{number + 1}题）",
        f"    difficulty: {1 + number % 3}", f"    tags: [tag-{number % 13}, tag-{13 + number % 29}]",
        "    prompt: |", f"      {_sentence(dice)}请说明**{subject}**的作用，并写出公式。",
        "    answer: |", *(f"      {row}" if row else "" for row in answer),
        "    analysis: |", f"      {_paragraph(dice, 5, display)}", "", f"      > {_sentence(dice)}",
        "    keypoints:",
        f"      - {{id: k1, text: {json.dumps(f'{subject}**{dice.choice(OBJECTS)}**。', ensure_ascii=False)}}}",
        f"      - {{id: k2, text: {json.dumps(f'公式是**${inline}$**。', ensure_ascii=False)}}}",
        "    references:",
        f"      - {{title: On the Role of Layer {number}, authors: A. Author, year: {1990 + number % 36}}}",
    ]


def _sentence(dice: random.Random) -> str:
    first, second = (dice.choice(SUBJECTS) + dice.choice(VERBS) + dice.choice(OBJECTS) for _ in range(2))
    return f"{first}，{dice.choice(LINKS)}{second}。"


def _paragraph(dice: random.Random, sentences: int, formula: str) -> str:
    said = [_sentence(dice) for _ in range(sentences)]
    said.insert(sentences // 2, f"记作${formula}$，其中**{dice.choice(SUBJECTS)}**是*变量*。")
    return "".join(said)


if __name__ == "__main__":
    print(bank(int(sys.argv[1])), end="")
