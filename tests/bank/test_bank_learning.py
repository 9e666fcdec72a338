"""Formulas about distributions, rewards and combinations hold when they are worked out."""

from __future__ import annotations

import numpy as np
from bank_text import says
from numeric import gradient, rng, sigmoid, softmax


def kl(p: np.ndarray, q: np.ndarray) -> float:
    """The Kullback-Leibler divergence of two distributions over the same few values."""
    held = p > 0
    return float(np.sum(p[held] * np.log(p[held] / q[held])))


def jsd(p: np.ndarray, q: np.ndarray) -> float:
    """The Jensen-Shannon divergence."""
    return 0.5 * kl(p, (p + q) / 2) + 0.5 * kl(q, (p + q) / 2)


def test_the_best_discriminator_gives_the_divergence() -> None:
    """Point by point, over a few values; equal distributions give one half."""
    says("gan", r"D^*(x)=\frac{p_{\text{data}}(x)}{p_{\text{data}}(x)+p_g(x)}")
    says("gan", r"$2\operatorname{JSD}(p_{\text{data}},p_g)-\log 4$")
    p, q = softmax(rng().normal(size=6)), softmax(rng().normal(size=(2, 6))[1])
    best = p / (p + q)

    def value(d: np.ndarray) -> float:
        return float(p @ np.log(d) + q @ np.log(1 - d))

    assert np.allclose(gradient(value, best), 0, atol=1e-6)
    assert np.isclose(value(best), 2 * jsd(p, q) - np.log(4))
    assert np.isclose(value(np.full(6, 0.5)), -np.log(4))
    assert value(best) > value(np.full(6, 0.5))
    assert np.allclose(p / (p + p), 1 / 2)


def test_apart_the_divergence_stands_still_and_the_distance_does_not() -> None:
    """Two points that do not meet: log 2 however far, and the Wasserstein distance is how far."""
    says("gan", r"JSD停在常数$\log 2$上")
    for far in (1, 5):
        p, q = np.eye(8)[0], np.eye(8)[far]
        assert np.isclose(jsd(p, q), np.log(2))
        assert np.isclose(np.abs(np.cumsum(p - q)).sum(), far)


def test_diffusion_keeps_the_variance_and_a_straight_path_has_one_speed() -> None:
    """Both targets of regression."""
    says("gan", r"x_t=\sqrt{\bar\alpha_t}\,x+\sqrt{1-\bar\alpha_t}\,\varepsilon")
    says("gan", r"x_t=(1-t)\,\varepsilon+t\,x")
    for alpha in (0.1, 0.9):
        assert np.isclose(np.sqrt(alpha) ** 2 + np.sqrt(1 - alpha) ** 2, 1)
    x, noise = rng().normal(size=(2, 3))
    for t in (0.0, 0.7):
        speed = ((1 - t - 1e-6) * noise + (t + 1e-6) * x - ((1 - t) * noise + t * x)) / 1e-6
        assert np.allclose(speed, x - noise, atol=1e-6)


def test_the_evidence_is_never_below_its_bound() -> None:
    """A linear Gaussian model, where all of it is known; the bound is met by the true posterior."""
    says("autoencoder", r"\log p_\theta(x) \ge")
    w, x = 0.8, 1.3                                     # z ~ N(0, 1), x | z ~ N(w z, 1)
    evidence = -0.5 * np.log(2 * np.pi * (1 + w**2)) - x**2 / (2 * (1 + w**2))

    def bound(mean: float, variance: float) -> float:
        fit = -0.5 * np.log(2 * np.pi) - 0.5 * ((x - w * mean) ** 2 + w**2 * variance)
        return float(fit - 0.5 * (variance + mean**2 - 1 - np.log(variance)))

    exact = w * x / (1 + w**2), 1 / (1 + w**2)
    assert np.isclose(bound(*exact), evidence)
    assert bound(0.0, 1.0) < evidence > bound(2.0, 0.1)


def test_a_reparameterised_sample_passes_its_gradient() -> None:
    """The derivative of E[z²] = μ² + σ², through the noise."""
    says("autoencoder", r"$z = \mu_\phi(x) + \sigma_\phi(x) \odot \varepsilon$")
    noise = rng().normal(size=400_000)
    mean, deviation = 0.7, 1.5
    z = mean + deviation * noise
    assert np.isclose(np.mean(2 * z), 2 * mean, atol=0.02)
    assert np.isclose(np.mean(2 * z * noise), 2 * deviation, atol=0.03)


def test_the_best_linear_reconstruction_is_that_of_pca() -> None:
    """Gradient descent on two matrices ends at the projection on the first components."""
    r = rng()
    x = r.normal(size=(60, 4)) * np.array([3, 2, 1, 0.5])
    x -= x.mean(axis=0)
    encode, decode = 0.1 * r.normal(size=(4, 2)), 0.1 * r.normal(size=(2, 4))
    for _ in range(4000):
        error = x @ encode @ decode - x
        encode, decode = encode - 0.02 * x.T @ error @ decode.T / 60, decode - 0.02 * encode.T @ x.T @ error / 60
    first = np.linalg.svd(x)[2][:2]
    assert np.allclose(encode @ decode, first.T @ first, atol=1e-3)


def test_bayes_turns_a_joint_distribution_into_a_classifier() -> None:
    """And a chain of conditionals into a joint one."""
    says("generative-discriminative", r"\frac{p(x \mid y)\, p(y)}{\sum_{y'} p(x \mid y')\, p(y')}")
    says("generative-discriminative", r"p(x_1, \dots, x_T) = \prod_{t=1}^{T} p(x_t \mid x_1, \dots, x_{t-1})")
    joint = softmax(rng().normal(size=12)).reshape(4, 3)
    prior, likelihood = joint.sum(axis=0), joint / joint.sum(axis=0)
    assert np.allclose(likelihood * prior / (likelihood * prior).sum(axis=1, keepdims=True),
                       joint / joint.sum(axis=1, keepdims=True))
    first = joint.sum(axis=1, keepdims=True)
    assert np.allclose(first * (joint / first), joint)


def test_q_learning_finds_what_the_bellman_equation_says() -> None:
    """Two states, two actions; and a return that stays within its bound."""
    says("reinforcement-learning", r"Q^*(s,a)=\mathbb{E}\left[r+\gamma\max_{a'}Q^*(s',a')\mid s,a\right]")
    gamma, reward, go = 0.9, np.array([[0.0, 1.0], [2.0, 0.0]]), np.array([[0, 1], [0, 1]])
    best = np.zeros((2, 2))
    for _ in range(400):
        best = reward + gamma * best.max(axis=1)[go]
    q, r = np.zeros((2, 2)), rng()
    for _ in range(6000):
        s, a = r.integers(2, size=2)
        q[s, a] += 0.2 * (reward[s, a] + gamma * q[go[s, a]].max() - q[s, a])
    assert np.allclose(q, best, atol=1e-3)
    assert np.all(best <= reward.max() / (1 - gamma))


def test_preferences_start_from_the_reference() -> None:
    """DPO's loss is log 2 there, and falls when the chosen answer gains."""
    says("reinforcement-learning", r"\mathcal{L}_{\text{DPO}}=-\log\sigma\left(\beta\log")

    def loss(chosen: float, rejected: float, beta: float = 0.1) -> float:
        return float(-np.log(sigmoid(beta * chosen - beta * rejected)))

    assert np.isclose(loss(0, 0), np.log(2))
    assert loss(1, 0) < loss(0, 0) < loss(0, 1)


def test_a_clipped_objective_stops_rewarding() -> None:
    """Beyond the bound its slope is nought for a good action, and stays for a bad one."""
    says("reinforcement-learning", r"\min\left(\rho A,\ \operatorname{clip}(\rho,1-\epsilon,1+\epsilon)\,A\right)")

    def slope(ratio: float, advantage: float) -> float:
        return float(gradient(lambda v: float(np.minimum(v * advantage, np.clip(v, 0.8, 1.2) * advantage)[0]),
                              np.array([ratio]))[0])

    assert np.isclose(slope(1.0, 2.0), 2.0)
    assert slope(1.5, 2.0) == slope(0.5, -2.0) == 0
    assert np.isclose(slope(1.5, -2.0), -2.0)


def test_a_group_is_its_own_measure() -> None:
    """GRPO: advantages with mean 0 and deviation 1."""
    says("reinforcement-learning", r"\frac{r_i-\operatorname{mean}(r_1,\dots,r_G)}{\operatorname{std}(r_1,\dots,r_G)}")
    rewards = np.array([1.0, 0, 0, 1, 1, 0, 0, 0])
    advantages = (rewards - rewards.mean()) / rewards.std()
    assert np.allclose([advantages.mean(), advantages.std()], [0, 1])
    assert np.array_equal(advantages > 0, rewards == 1)


def test_contrast_without_a_difference_is_the_logarithm() -> None:
    """InfoNCE over vectors that are all alike; matching pairs give less."""
    says("feature-extraction", r"全无区分力时，它等于$\log N$")

    def loss(u: np.ndarray, v: np.ndarray, tau: float = 0.1) -> float:
        u, v = (one / np.linalg.norm(one, axis=1, keepdims=True) for one in (u, v))
        return float(-np.mean(np.log(np.diag(softmax(u @ v.T / tau)))))

    assert np.isclose(loss(np.ones((8, 3)), np.ones((8, 3))), np.log(8))
    assert loss(np.eye(8), np.eye(8)) < 0.01


def test_a_fixed_feature_adds_no_information() -> None:
    """Mutual information of a random table, before and after two values are made one."""
    says("feature-extraction", r"$I(f(X);Y)\le I(X;Y)$")

    def information(joint: np.ndarray) -> float:
        return kl(joint.ravel(), np.outer(joint.sum(axis=1), joint.sum(axis=0)).ravel())

    joint = softmax(rng().normal(size=12)).reshape(4, 3)
    merged = np.vstack([joint[0] + joint[1], joint[2:]])
    assert information(merged) < information(joint)


def test_scaled_data_have_the_range_of_the_text() -> None:
    """Mean 0 and deviation 1; or from 0 to 1, which one outlier presses together."""
    says("data-preprocessing", r"z=\frac{x-\mu}{\sigma},\qquad x'=\frac{x-x_{\min}}{x_{\max}-x_{\min}}")
    x = rng().normal(5, 3, size=200)
    z = (x - x.mean()) / x.std()
    assert np.allclose([z.mean(), z.std()], [0, 1])
    far = np.append(x, 1000.0)
    unit = (far - far.min()) / (far.max() - far.min())
    assert (unit.min(), unit.max()) == (0, 1)
    assert unit[:-1].max() < 0.02


def test_averages_of_models_obey_their_formulas() -> None:
    """The floor of the variance, a convex loss, task vectors, and DARE's mean."""
    says("model-fusion", r"\rho\sigma^2+\frac{1-\rho}{M}\sigma^2")
    assert np.isclose(0.4 + 0.6 / 10**9, 0.4)
    chances = softmax(rng().normal(size=(5, 3)))
    assert -np.log(chances.mean(axis=0)[1]) <= np.mean(-np.log(chances[:, 1]))
    says("model-fusion", r"\theta=\theta_0+\sum_{i}\lambda_i\tau_i")
    base, tuned = rng().normal(size=(2, 6))
    assert np.allclose(base + 1.0 * (tuned - base), tuned)
    kept = rng().random((200_000, 6)) < 0.1
    assert np.allclose((kept / 0.1 * (tuned - base)).mean(axis=0), tuned - base, atol=0.05)


def test_rare_words_weigh_more() -> None:
    """TF-IDF; and the cosine does not see the length."""
    says("feature-extraction", r"w_{t,d}=\operatorname{tf}_{t,d}\cdot\log\frac{N}{\operatorname{df}_t}")
    assert 3 * np.log(1000 / 10) > 3 * np.log(1000 / 500) > 3 * np.log(1000 / 1000) == 0
    u, v = rng().normal(size=(2, 5))

    def cosine(a: np.ndarray, b: np.ndarray) -> float:
        return float(a @ b / (np.linalg.norm(a) * np.linalg.norm(b)))

    assert np.isclose(cosine(u, v), cosine(7 * u, v))


def test_folds_leave_the_training_share_of_the_text() -> None:
    """Each model of k-fold cross-validation sees (k - 1)/k of the data; each sample is validated once."""
    says("cross-validation", "$(k-1)/k$")
    folds = np.array_split(np.arange(60), 5)
    assert [60 - len(fold) for fold in folds] == [60 * (5 - 1) // 5] * 5
    assert sorted(np.concatenate(folds)) == list(range(60))
    scores = np.array([0.8, 0.7, 0.9, 0.85, 0.75])
    assert np.isclose(scores.std(ddof=1), np.sqrt(np.sum((scores - scores.mean()) ** 2) / (5 - 1)))
