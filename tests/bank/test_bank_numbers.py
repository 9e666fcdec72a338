"""Numbers of the real bank that can be worked out are worked out here, and stand in its text."""

from __future__ import annotations

import re
from math import erf, exp, sqrt

import numpy as np
from bank_text import ROOT, says


def test_lora_trains_few_parameters() -> None:
    """Two thin matrices instead of a square one."""
    full, thin = 4096 * 4096, 8 * (4096 + 4096)
    says("transfer-learning", f"$d=k=4096$、$r=8$为例，可训练参数从{full}个降到{thin}个，约为原来的{thin / full:.2%}")


def test_qlora_stores_the_base_in_a_quarter() -> None:
    """16 bits a weight against 4."""
    whole, small = 65e9 * 16 / 8e9, 65e9 * 4 / 8e9
    says("transfer-learning", f"650亿参数的基座由此从{whole:.0f} GB（每个参数16比特）降到约{small:.1f} GB")


def test_convolution_saves_parameters() -> None:
    """Against a full connection of the same maps."""
    says("cnn", f"3 \\times 3 \\times 64 \\times 128 + 128 = {3 * 3 * 64 * 128 + 128}$个参数")
    says("cnn", f"仅权重就约有{(56 * 56 * 64) * (56 * 56 * 128) / 1e8:.0f}亿个")


def test_receptive_fields_add_up() -> None:
    """Each layer adds k - 1 times the strides before it: two 3 x 3 layers see what one 5 x 5 layer sees."""
    def field(layers: list[tuple[int, int]]) -> int:
        r, jump = 1, 1
        for k, s in layers:
            r, jump = r + (k - 1) * jump, jump * s
        return r

    assert field([(3, 1), (3, 1)]) == field([(5, 1)]) == 5
    assert 2 * 3 * 3 < 5 * 5
    says("cnn", "两层$3 \\times 3$（步幅1）的感受野与一层$5 \\times 5$相同，参数更少")


def test_the_figure_of_a_convolution_shows_its_numbers() -> None:
    """Output size and the strongest response: dark on the left, bright on the right."""
    drawn = (ROOT / "source" / "media" / "cnn-window.svg").read_text(encoding="utf-8")
    assert f"(5−3)÷1+1={(5 + 0 - 3) // 1 + 1}" in drawn
    kernel = np.repeat([[-1, 0, 1]], 3, axis=0)
    edge = np.repeat([[0, 0, 1]], 3, axis=0)
    assert np.sum(kernel * edge) == 3 == -np.sum(kernel * (1 - edge)) == np.clip(kernel, 0, None).sum()


def test_the_figure_of_attention_shows_a_softmax() -> None:
    """Its weights are those of its scores."""
    drawn = (ROOT / "source" / "media" / "attention-flow.svg").read_text(encoding="utf-8")
    shown = [float(number) for number in re.findall(r">(\d\.\d+)</text>", drawn)]
    scores, weights = np.array(shown[0::2]), shown[1::2]
    assert [f"{w:.2f}" for w in np.exp(scores) / np.exp(scores).sum()] == [f"{w:.2f}" for w in weights]


def test_the_key_value_cache_has_the_sizes_of_the_table() -> None:
    """2 L g d_h numbers of 2 bytes for each token; MLA: a latent vector and a key that carries the position."""
    layers, width = 32, 128

    def row(numbers: float) -> str:
        each, whole = 2 * layers * numbers / 2**10, 8192 * 2 * layers * numbers / 2**20
        return f"| {each:.0f} KiB | {f'{whole / 1024:.0f} GiB' if whole >= 1024 else f'{whole:.0f} MiB'} |"

    says("attention", f"| MHA | 32组键和值 {row(2 * 32 * width)}")
    says("attention", f"| GQA | 8组键和值 {row(2 * 8 * width)}")
    says("attention", f"| MQA | 1组键和值 {row(2 * 1 * width)}")
    latent = 4 * width + width / 2
    says("attention", f"| MLA | ${latent / width}d_h={latent:.0f}$个数 {row(latent)}")


def test_powers_shrink_and_grow() -> None:
    """What a hundred layers do to a factor near one."""
    def scientific(value: float) -> str:
        digits, power = f"{value:.1e}".split("e")
        return f"{digits}\\times 10^{{{int(power)}}}"

    says("vanishing-exploding-gradients", f"$0.9^{{100}}\\approx {scientific(0.9**100)}$")
    says("vanishing-exploding-gradients", f"$1.1^{{100}}\\approx {scientific(1.1**100)}$")
    x = np.linspace(-5, 5, 10001)
    steepest = np.max(np.exp(-x) / (1 + np.exp(-x)) ** 2)
    says("vanishing-exploding-gradients", f"sigmoid的导数最大只有{steepest:.2f}")
    assert steepest**10 < 1e-6


def test_half_precision_underflows_where_the_text_says() -> None:
    """And bfloat16 has the exponent bits of float32: it is its upper half."""
    least = np.nextafter(np.float16(0), np.float16(1))
    says("vanishing-exploding-gradients", f"fp16能表示的最小正数约为${float(least) * 1e8:.1f}\\times 10^{{-8}}$")
    assert np.float16(float(least) * 0.49) == 0 != np.float16(float(least) * 0.51)
    small = np.array([1e-30], np.float32)
    upper = (small.view(np.uint32) >> 16 << 16).view(np.float32)
    assert np.float16(small[0]) == 0 != upper[0]


def test_bert_has_as_many_parameters_as_the_table_says() -> None:
    """Embeddings, layers and the pooler, from the published sizes: 30,522 tokens, 512 positions, 2 segments."""
    for name, layers, width, heads in (("base", 12, 768, 12), ("large", 24, 1024, 16)):
        assert width % heads == 0
        embeddings = (30522 + 512 + 2) * width + 2 * width
        layer = 4 * (width**2 + width) + (width * 4 * width + 4 * width) + (4 * width * width + width) + 4 * width
        count = embeddings + layers * layer + width**2 + width
        says("bert", f"| BERT-{name} | {layers} | {width} | {heads} | 约{count / 1e8:.1f}亿 |")


def test_activation_functions_have_the_ranges_of_the_table() -> None:
    """The least values of GELU and SiLU; the steepest slopes of sigmoid and tanh."""
    x = np.linspace(-8, 8, 160001)
    silu = x / (1 + np.exp(-x))
    gelu = x * np.array([0.5 * (1 + erf(v / sqrt(2))) for v in x])
    says("activation-function", f"| GELU | $x\\,\\Phi(x)$ | 约$[{gelu.min():.2f},+\\infty)$ |")
    says("activation-function", f"| SiLU | $x\\,\\sigma(x)$ | 约$[{silu.min():.2f},+\\infty)$ |")
    assert 1 / (1 + exp(0)) * (1 - 1 / (1 + exp(0))) == 1 / 4
    assert 1 - np.tanh(0) ** 2 == 1


def test_an_average_of_five_has_the_variance_of_the_text() -> None:
    """From the covariance matrix itself."""
    m, rho, sigma = 5, 0.4, 1.0
    covariance = sigma**2 * (rho * np.ones((m, m)) + (1 - rho) * np.eye(m))
    weights = np.full(m, 1 / m)
    exact = weights @ covariance @ weights
    assert np.isclose(exact, rho * sigma**2 + (1 - rho) / m * sigma**2)
    says("model-fusion", f"取$M=5$、$\\rho=0.4$、$\\sigma=1$，理论值是{exact:.2f}")


def test_the_masked_tokens_are_split_without_rest() -> None:
    """Eighty, ten and ten; the rest is halved."""
    assert 80 + 10 + 10 == 100
    says("bert", "80%换成`[MASK]`，10%换成随机词元，10%保持不变")
    says("bert", "**80%**换成掩码符号，其余的一半换成**随机词元**，另一半保持不变")
