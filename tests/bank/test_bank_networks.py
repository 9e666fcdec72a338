"""Formulas about networks and their training hold when they are worked out."""

from __future__ import annotations

import numpy as np
import pytest
from bank_text import says
from numeric import gradient, jacobian, rng, sigmoid, softmax


def test_stacked_linear_layers_are_one() -> None:
    """The identity that activation functions break."""
    says("activation-function", "W_2(W_1x+b_1)+b_2=(W_2W_1)x+(W_2b_1+b_2)")
    r = rng()
    w1, b1, w2, b2 = r.normal(size=(4, 3)), r.normal(size=4), r.normal(size=(2, 4)), r.normal(size=2)
    x = r.normal(size=3)
    assert np.allclose(w2 @ (w1 @ x + b1) + b2, (w2 @ w1) @ x + (w2 @ b1 + b2))


def test_softmax_with_cross_entropy_leaves_the_difference() -> None:
    """Its Jacobian, and the error of the output layer; log-sum-exp stays finite where exp does not."""
    says("backpropagation", r"\frac{\partial a_i}{\partial z_j}=a_i(\mathbf{1}[i=j]-a_j)")
    says("backpropagation", r"\delta_j=\frac{\partial C}{\partial z_j}=a_j-y_j")
    z, y = rng().normal(size=5), np.eye(5)[2]
    a = softmax(z)
    assert np.allclose(jacobian(softmax, z), a[:, None] * (np.eye(5) - a[None, :]), atol=1e-8)
    assert np.allclose(gradient(lambda v: -y @ np.log(softmax(v)), z), a - y, atol=1e-8)
    big = np.array([1000.0, 0.0])
    assert np.isfinite(big.max() + np.log(np.sum(np.exp(big - big.max()))))
    with np.errstate(over="ignore"):
        assert not np.isfinite(np.log(np.sum(np.exp(big))))


def test_squared_error_keeps_a_vanishing_derivative() -> None:
    """Sigmoid with cross-entropy gives a - y; with squared error the slope of sigmoid comes in."""
    z, y = np.array([-12.0]), 1.0
    a = float(sigmoid(z)[0])
    entropy = gradient(lambda v: float(-np.log(sigmoid(v)[0])), z)
    squared = gradient(lambda v: 0.5 * float(sigmoid(v)[0] - y) ** 2, z)
    assert np.allclose(entropy, a - y, atol=1e-6)
    assert np.allclose(squared, (a - y) * a * (1 - a), atol=1e-9)
    assert abs(squared[0]) < 1e-4 < abs(entropy[0])


def test_a_recurrent_network_multiplies_jacobians() -> None:
    """From the last step back to the first."""
    says("rnn", r"J_j = \operatorname{diag}\left(\phi'(a_j)\right) W_h")
    r = rng()
    w_h, w_x, b = 0.5 * r.normal(size=(3, 3)), r.normal(size=(3, 2)), r.normal(size=3)
    xs, h0 = r.normal(size=(4, 2)), r.normal(size=3)

    def run(h: np.ndarray) -> np.ndarray:
        for x in xs:
            h = np.tanh(w_h @ h + w_x @ x + b)
        return h

    h, product = h0, np.eye(3)
    for x in xs:
        a = w_h @ h + w_x @ x + b
        h, product = np.tanh(a), np.diag(1 - np.tanh(a) ** 2) @ w_h @ product
    assert np.allclose(jacobian(run, h0), product, atol=1e-8)


def test_a_cell_passes_its_gradient_through_the_forget_gate() -> None:
    """The direct path of an LSTM: gates held, the derivative is the gate."""
    says("rnn", r"\partial c_t / \partial c_{t-1} = \operatorname{diag}(f_t)")
    r = rng()
    f, i, new, c = sigmoid(r.normal(size=3)), sigmoid(r.normal(size=3)), np.tanh(r.normal(size=3)), r.normal(size=3)
    assert np.allclose(jacobian(lambda v: f * v + i * new, c), np.diag(f), atol=1e-8)
    assert 0.99**100 > 0.3      # near 1 it carries over a hundred steps, at one half it does not
    assert 0.5**100 < 1e-30


def test_a_residual_block_has_the_identity_in_its_jacobian() -> None:
    """One block, and a stack of them; scaled shortcuts shrink again."""
    says("resnet", r"\frac{\partial y}{\partial x} = I + \frac{\partial F}{\partial x}")
    weights = 0.1 * rng().normal(size=(6, 4, 4))
    x = rng().normal(size=4)

    def stack(v: np.ndarray) -> np.ndarray:
        for w in weights:
            v = v + np.tanh(w @ v)
        return v

    inner = jacobian(lambda v: np.tanh(weights[0] @ v), x)
    assert np.allclose(jacobian(lambda v: v + np.tanh(weights[0] @ v), x), np.eye(4) + inner, atol=1e-8)
    assert np.allclose(jacobian(stack, x), np.eye(4) + jacobian(lambda v: stack(v) - v, x), atol=1e-8)
    says("resnet", r"若每层捷径都乘系数$\lambda$，$L$层后就是$\lambda^L$")


def test_clipping_keeps_the_direction() -> None:
    """And never lengthens."""
    says("vanishing-exploding-gradients", r"g\leftarrow g\cdot\min\left(1,\frac{c}{\lVert g\rVert_2}\right)")
    for length in (0.5, 20.0):
        g = rng().normal(size=7)
        g *= length / np.linalg.norm(g)
        clipped = g * min(1, 1.0 / np.linalg.norm(g))
        assert np.isclose(np.linalg.norm(clipped), min(length, 1.0))
        assert np.isclose(g @ clipped, np.linalg.norm(g) * np.linalg.norm(clipped))


def test_rms_norm_has_a_mean_square_of_one() -> None:
    """Whatever the scale; a mean stays, which layer normalisation would take away."""
    says("vanishing-exploding-gradients", r"\operatorname{RMSNorm}(x)=\frac{x}{\sqrt{\frac{1}{d}\sum_{i=1}^{d}x_i^2")
    x = 3 + rng().normal(size=64)
    for scale in (1, 100):
        y = scale * x / np.sqrt(np.mean((scale * x) ** 2))
        assert np.isclose(np.mean(y**2), 1)
        assert y.mean() > 0.5
    assert np.isclose(((x - x.mean()) / x.std()).mean(), 0)


@pytest.mark.parametrize(("ident", "phrase", "function", "factor"), [
    ("activation-function", r"2/n_{\text{in}}", lambda z: np.maximum(0, z), 2 / 512),
    ("activation-function", r"2/(n_{\text{in}}+n_{\text{out}})", lambda z: z, 2 / (512 + 512)),
])
def test_initialisation_keeps_the_size_of_signals(ident: str, phrase: str, function: object, factor: float) -> None:
    """He for ReLU, Xavier near the linear part: the second moment of a layer's input stays about the same."""
    says(ident, phrase)
    r = rng()
    x = r.normal(size=(200, 512))
    before = np.mean(x**2)
    assert callable(function)
    for _ in range(5):
        x = function(x @ (np.sqrt(factor) * r.normal(size=(512, 512))))
    assert 0.6 < np.mean(x**2) / before < 1.6


def test_dropout_keeps_the_mean_and_adds_variance() -> None:
    """Worked out over the two values of the mask."""
    says("dropout", r"\mathbb{E}[\tilde{h}_i]=h_i,\qquad \operatorname{Var}[\tilde{h}_i]=\frac{p}{1-p}h_i^2")
    for p in (0.1, 0.5):
        h, values, chances = 3.0, np.array([0, 3.0 / (1 - p)]), np.array([p, 1 - p])
        mean = chances @ values
        assert np.isclose(mean, h)
        assert np.isclose(chances @ (values - mean) ** 2, p / (1 - p) * h**2)


def test_attention_does_not_see_the_order_and_rope_sees_the_distance() -> None:
    """Rows permuted in, rows permuted out; rotated, a dot product depends on how far apart two places are."""
    r = rng()
    x, turn = r.normal(size=(5, 4)), r.permutation(5)

    def attend(v: np.ndarray) -> np.ndarray:
        return softmax(v @ v.T / 2) @ v

    assert np.allclose(attend(x[turn]), attend(x)[turn])
    q, k, speed = r.normal(size=8) + 0j, r.normal(size=8) + 0j, 0.3 ** np.arange(8)

    def scored(m: int, n: int) -> float:
        return float(np.real(np.sum(q * np.exp(1j * m * speed) * np.conj(k * np.exp(1j * n * speed)))))

    assert np.isclose(scored(7, 3), scored(104, 100))
    assert not np.isclose(scored(7, 3), scored(8, 3))


def test_graph_convolutions_smooth_to_one_direction() -> None:
    """Propagated often, nodes of a connected graph differ by a factor of their degree only."""
    says("gnn", "极限时各节点只差一个由度决定的倍数")
    edges = np.array([[0, 1, 0, 0], [1, 0, 1, 1], [0, 1, 0, 1], [0, 1, 1, 0]], float) + np.eye(4)
    degree = edges.sum(axis=1)
    spread = edges / np.sqrt(np.outer(degree, degree))
    h = np.linalg.matrix_power(spread, 200) @ rng().normal(size=(4, 3))
    scaled = h / np.sqrt(degree)[:, None]
    assert np.allclose(scaled, scaled[0])
    assert not np.allclose(h, h[0])
