#!/usr/bin/env python3
"""Makes expected.json beside it: cases and what scikit-learn, scipy and plain counting say of them.

The tests read expected.json and need no Python. Made with scikit-learn 1.2.1; null stands for a figure that is undefined.
usage: make_expected.py
"""
import json
import os
import warnings

import numpy as np
from scipy import stats
from sklearn import metrics as m
from sklearn.calibration import _sigmoid_calibration, calibration_curve
from sklearn.isotonic import IsotonicRegression

warnings.filterwarnings('ignore')
draw = np.random.default_rng(20261121)


def scored(count, share, digits=6, strength=1.0):
    labels = (draw.random(count) < share).astype(int)
    odds = draw.normal(0, 1, count) + strength * labels - 0.7
    return np.round(1 / (1 + np.exp(-odds)), digits), labels


def cases():
    yield 'random', *scored(150, 0.4), 0.5
    yield 'ten levels, many ties', *scored(200, 0.3, 1), 0.3
    yield 'rare', *scored(180, 0.03), 0.4
    yield 'weak', *scored(90, 0.5, 6, 0.05), 0.5
    yield 'threshold on a score', np.array([.1, .5, .5, .5, .7, .9]), np.array([0, 0, 1, 1, 0, 1]), 0.5
    yield 'perfect', np.array([.1, .2, .3, .7, .8, .9]), np.array([0, 0, 0, 1, 1, 1]), 0.5
    yield 'reversed', np.array([.9, .8, .7, .3, .2, .1]), np.array([0, 0, 0, 1, 1, 1]), 0.5
    yield 'all tied', np.full(12, .5), np.array([0, 1] * 6), 0.5
    yield 'all tied below the threshold', np.full(12, .4), np.array([0, 1, 0] * 4), 0.5
    yield 'one positive', np.array([.1, .6, .3, .7, .2]), np.array([0, 0, 0, 1, 0]), 0.5
    yield 'two cases', np.array([.1, .6]), np.array([0, 1]), 0.5
    yield 'positives only', np.array([.1, .6, .3]), np.array([1, 1, 1]), 0.5
    yield 'negatives only', np.array([.1, .6, .3]), np.array([0, 0, 0]), 0.5
    yield 'negatives only, none called', np.array([.1, .2, .3]), np.array([0, 0, 0]), 0.5
    yield 'a single case', np.array([.6]), np.array([1]), 0.5
    yield 'empty', np.array([]), np.array([], int), 0.5
    yield 'ends of the range', np.array([0, 0, 1, 1, 0, 1, 1e-300, 1 - 1e-16]), np.array([0, 1, 1, 0, 0, 1, 1, 0]), 1.0
    near = [.3]
    for _ in range(7):
        near.append(np.nextafter(near[-1], 1))
    yield 'a last bit apart', np.array(near), np.array([0, 1, 0, 0, 1, 0, 1, 1]), near[3]
    yield 'subnormal', np.array([5e-324, 0, 1e-323, 0, 5e-324, 2e-308]), np.array([1, 0, 1, 0, 0, 1]), 5e-324


def number(value):
    return None if value is None or not np.isfinite(value) else float(value)


def ratio(part, whole):
    return part / whole if whole else None


def optimal_platt(p, y):
    """The minimum that Platt's method asks for, to the last digits; scikit-learn's minimiser stops early."""
    f = np.clip(p, 1e-12, 1 - 1e-12)
    f = np.log(f) - np.log1p(-f)
    n1, n0 = y.sum(), (1 - y).sum()
    target = np.where(y == 1, (n1 + 1) / (n1 + 2), 1 / (n0 + 2))
    at = np.array([0, np.log((n1 + 1) / (n0 + 1))])
    for _ in range(200):
        q = 1 / (1 + np.exp(-(at[0] * f + at[1])))
        gradient = np.array([((q - target) * f).sum(), (q - target).sum()])
        w = q * (1 - q)
        step = np.linalg.solve([[(w * f * f).sum(), (w * f).sum()], [(w * f).sum(), w.sum()]], gradient)
        at = at - step
        if np.abs(step).max() < 1e-13:
            break
    a, b = _sigmoid_calibration(f, y)
    assert abs(at[0] + a) < 2e-3 and abs(at[1] + b) < 2e-3, (at, a, b)
    return [float(at[0]), float(at[1])]


def expected(p, y, t):
    n, both = len(y), len(set(y)) == 2
    h = (p >= t).astype(int)
    out = {}
    tn, fp, fn, tp = m.confusion_matrix(y, h, labels=[0, 1]).ravel() if n else (0, 0, 0, 0)
    tn, fp, fn, tp = int(tn), int(fp), int(fn), int(tp)
    out['counts'] = [tp, fp, tn, fn]
    defined = lambda fine, value: number(value()) if fine else None
    out['sensitivity'] = defined(tp + fn, lambda: m.recall_score(y, h))
    out['specificity'] = defined(tn + fp, lambda: m.recall_score(y, h, pos_label=0))
    out['precision'] = defined(tp + fp, lambda: m.precision_score(y, h))
    out['npv'] = defined(tn + fn, lambda: m.precision_score(y, h, pos_label=0))
    out['f1'] = defined(2 * tp + fp + fn, lambda: m.f1_score(y, h))
    out['accuracy'] = defined(n, lambda: m.accuracy_score(y, h))
    out['balanced_accuracy'] = defined(both, lambda: m.balanced_accuracy_score(y, h))
    out['hard_label_auc'] = defined(both, lambda: m.roc_auc_score(y, h))
    out['mcc'] = defined((tp + fp) * (tp + fn) * (tn + fp) * (tn + fn), lambda: m.matthews_corrcoef(y, h))
    out['youden'] = defined(both, lambda: m.balanced_accuracy_score(y, h, adjusted=True))
    out['auc'] = defined(both, lambda: m.roc_auc_score(y, p))
    out['partial_auc'] = [defined(both, lambda: m.roc_auc_score(y, p, max_fpr=limit)) for limit in (.1, .5, 1)]
    out['average_precision'] = defined(y.sum(), lambda: m.average_precision_score(y, p))
    out['brier'] = defined(n, lambda: m.brier_score_loss(y, p, pos_label=1))
    if n:
        share, mean = calibration_curve(y, p, n_bins=10)
        edges = np.linspace(0, 1, 11)
        bins = np.searchsorted(edges[1:-1], p)
        counts = np.bincount(bins, minlength=10)
        out['calibration'] = dict(share=share.tolist(), mean=mean.tolist(), cases=counts.tolist())
        out['calibration_error'] = float((counts[counts > 0] * np.abs(share - mean)).sum() / n)
    if both:
        fpr, tpr, thresholds = m.roc_curve(y, p, drop_intermediate=False)
        out['roc'] = dict(fpr=fpr.tolist(), tpr=tpr.tolist(), thresholds=thresholds[1:].tolist())
        isotonic = IsotonicRegression(out_of_bounds='clip').fit(p, y)
        at = np.linspace(0, 1, 41)
        if np.diff(np.unique(p)).min(initial=1) > 1e-12:  # scikit-learn takes scores closer than 1e-15 for the same
            out['isotonic'] = dict(at=at.tolist(), values=isotonic.predict(at).tolist())
        perfect = out['auc'] in (0, 1) or p.min() == p.max()
        if n > 20 and not perfect:
            out['platt'] = optimal_platt(p, y)
        if y.sum() > 1 and (1 - y).sum() > 1:
            out['auc_deviation'] = brute_force_delong(p, p, y)[0, 0] ** .5
    if y.sum():
        precision, recall, _ = m.precision_recall_curve(y, p)
        # From its other end; this version of scikit-learn leaves out what comes after full recall.
        out['precision_recall'] = dict(precision=precision[::-1].tolist(), recall=recall[::-1].tolist())
    return out


def brute_force_delong(a, b, y):
    """Covariance of two areas, from all pairs of a positive and a negative case (DeLong, DeLong and Clarke-Pearson 1988)."""
    kernel = lambda s: (s[y == 1][:, None] > s[y == 0][None, :]) + .5 * (s[y == 1][:, None] == s[y == 0][None, :])
    ka, kb = kernel(a), kernel(b)
    over = np.cov(np.stack([ka.mean(1), kb.mean(1)]))
    under = np.cov(np.stack([ka.mean(0), kb.mean(0)]))
    return over / (y == 1).sum() + under / (y == 0).sum()


def paired():
    for name, count, digits, gain in [('better', 120, 6, .8), ('alike', 100, 2, 0), ('coarse', 160, 1, .5)]:
        a, y = scored(count, .4, digits)
        odds = np.log(np.clip(a, .001, .999) / (1 - np.clip(a, .001, .999))) + draw.normal(0, .7, count) - gain * (y - .4)
        b = np.round(1 / (1 + np.exp(-odds)), digits)
        difference = m.roc_auc_score(y, a) - m.roc_auc_score(y, b)
        covariance = brute_force_delong(a, b, y)
        error = (covariance[0, 0] + covariance[1, 1] - 2 * covariance[0, 1]) ** .5
        right = ((a >= .5) == y), ((b >= .4) == y)
        only = int((right[0] & ~right[1]).sum()), int((~right[0] & right[1]).sum())
        yield dict(name=name, first=a.tolist(), second=b.tolist(), labels=y.tolist(), thresholds=[.5, .4], difference=difference, error=error,
                   p=float(2 * stats.norm.sf(abs(difference / error))), alone=only,
                   mcnemar=float(stats.binomtest(only[0], sum(only)).pvalue) if sum(only) else None)


def averages():
    truth = (draw.random((80, 4)) < [.5, .3, .1, .2]).astype(int)
    probability = np.round(np.clip(draw.random((80, 4)) * .7 + truth * .3, 0, 1), 4)
    calls = (probability >= .6).astype(int)
    calls[:, 3] = 0  # never called: its precision is undefined, and takes no part in the means
    out = dict(truth=truth.T.tolist(), calls=calls.T.tolist(), probability=probability.T.tolist())
    for how in ('macro', 'weighted'):
        precision, recall, f1, _ = m.precision_recall_fscore_support(truth[:, :3], calls[:, :3], average=how)
        _, all_recall, all_f1, _ = m.precision_recall_fscore_support(truth, calls, average=how, zero_division=0)
        out[how] = dict(precision=precision, recall=all_recall, f1=all_f1)
        out[how]['auc'] = m.roc_auc_score(truth, probability, average=how)
        out[how]['average_precision'] = m.average_precision_score(truth, probability, average=how)
    precision, recall, f1, _ = m.precision_recall_fscore_support(truth, calls, average='micro')
    out['micro'] = dict(precision=precision, recall=recall, f1=f1, auc=m.roc_auc_score(truth, probability, average='micro'),
                        average_precision=m.average_precision_score(truth, probability, average='micro'))
    return out


def exclusive_classes():
    truth, calls = draw.integers(0, 3, 90), draw.integers(0, 3, 90)
    calls = np.where(draw.random(90) < .6, truth, calls)
    out = dict(truth=truth.tolist(), calls=calls.tolist(), matrix=m.confusion_matrix(truth, calls).ravel().tolist(),
               accuracy=m.accuracy_score(truth, calls))
    for how in ('macro', 'weighted', 'micro'):
        precision, recall, f1, _ = m.precision_recall_fscore_support(truth, calls, average=how)
        out[how] = dict(precision=precision, recall=recall, f1=f1)
    return out


def intervals():
    rows = []
    for right, of in [(45, 50), (0, 10), (10, 10), (1, 3), (999, 1000)]:
        low, high = stats.binomtest(right, of).proportion_ci(.95, 'wilson')
        rows.append(dict(right=right, of=of, low=low, high=high))
    return rows


def main():
    everything = dict(
        cases=[dict(name=name, probabilities=p.tolist(), labels=y.tolist(), threshold=t, expected=expected(p, y, t)) for name, p, y, t in cases()],
        paired=list(paired()), averages=averages(), exclusive_classes=exclusive_classes(), wilson=intervals())
    target = os.path.join(os.path.dirname(os.path.abspath(__file__)), 'expected.json')
    with open(target, 'w') as file:
        json.dump(everything, file, indent=None, separators=(',', ':'), allow_nan=False)
        file.write('\n')


main()
