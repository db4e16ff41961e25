#include "ui/evaluation/comparepage.h"

#include "app/report/plot.h"
#include "app/report/sections.h"
#include "ui/evaluation/blocksview.h"
#include "ui/failuretext.h"

#include <QComboBox>
#include <QCoreApplication>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>

namespace lucency::ui {

namespace {

using namespace app::report;
using app::ComparedFinding;

constexpr int resamples = 2000;

struct CompareWords {
    Q_DECLARE_TR_FUNCTIONS(CompareWords)
};

QString signedFigure(double value)
{
    return (value > 0 ? QStringLiteral("+") : QString()) + figure(value);
}

QString chance(double p)
{
    if (std::isnan(p)) return CompareWords::tr("not measured");
    return p < 0.001 ? CompareWords::tr("below 0.001") : figure(p);
}

/// B minus A: what is gained by going over to B.
evaluation::Interval gain(const ComparedFinding& compared)
{
    const auto difference = compared.difference();
    return {-difference.value, -difference.high, -difference.low};
}

QString intervalOf(const evaluation::Interval& interval)
{
    return CompareWords::tr("difference of the AUCs %1, interval %2 to %3")
        .arg(signedFigure(interval.value), signedFigure(interval.low), signedFigure(interval.high));
}

QString counted(long number)
{
    return QLocale().toString(static_cast<qlonglong>(number));
}

} // namespace

QString verdictWords(const ComparedFinding& compared, const QString& first, const QString& second)
{
    switch (compared.verdict()) {
    case ComparedFinding::Verdict::Unknown:
        return CompareWords::tr("Whether %2 is better than %1 cannot be said: too few shared images with and without the finding.")
            .arg(first, second);
    case ComparedFinding::Verdict::FirstBetter:
        return CompareWords::tr("%2 is worse than %1: %3.").arg(first, second, intervalOf(gain(compared)));
    case ComparedFinding::Verdict::SecondBetter:
        return CompareWords::tr("%2 is better than %1: %3.").arg(first, second, intervalOf(gain(compared)));
    case ComparedFinding::Verdict::NoEvidence:
        return compared.areas->difference.value > 0
                   ? CompareWords::tr("No evidence that %2 is worse than %1: %3.").arg(first, second, intervalOf(gain(compared)))
                   : CompareWords::tr("No evidence that %2 is better than %1: %3.").arg(first, second, intervalOf(gain(compared)));
    }
    return {};
}

ComparePage::ComparePage(app::ResultInView* view, QWidget* parent)
    : QWidget(parent)
    , m_view(view)
    , m_choice(new QComboBox(this))
    , m_firstAlone(new QPushButton(this))
    , m_secondAlone(new QPushButton(this))
    , m_blocks(new BlocksView(this))
{
    m_choice->setAccessibleName(tr("The result to compare with"));
    m_choice->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    auto* open = new QPushButton(tr("Open another run …"), this);
    connect(open, &QPushButton::clicked, this, &ComparePage::openAsked);
    auto* row = new QHBoxLayout;
    row->addWidget(new QLabel(tr("Compare with"), this));
    row->addWidget(m_choice);
    row->addWidget(open);
    row->addStretch(1);
    row->addWidget(m_firstAlone);
    row->addWidget(m_secondAlone);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(8, 8, 8, 4);
    column->addLayout(row);
    column->addWidget(m_blocks, 1);
    m_settled.setSingleShot(true);
    m_settled.setInterval(120);
    connect(&m_settled, &QTimer::timeout, this, &ComparePage::ask);
    connect(m_choice, &QComboBox::currentIndexChanged, this, [this] {
        m_comparison.reset();
        refresh();
    });
    const auto images = [this](const std::vector<std::size_t>& chosen) { return std::vector<std::uint32_t>(chosen.begin(), chosen.end()); };
    connect(m_firstAlone, &QPushButton::clicked, this, [this, images] {
        Q_EMIT imagesAsked(images(compared()->firstAloneRight),
                           tr("Images that only %1 calls rightly").arg(QString::fromStdString(m_view->shown().name)));
    });
    connect(m_secondAlone, &QPushButton::clicked, this, [this, images] {
        Q_EMIT imagesAsked(images(compared()->secondAloneRight),
                           tr("Images that only %1 calls rightly").arg(QString::fromStdString(other()->result->name)));
    });
    connect(m_blocks, &BlocksView::spotChosen, this, &ComparePage::spotChosen);
    connect(m_blocks, &BlocksView::saveFailed, this, &ComparePage::saveFailed);
    fill();
}

void ComparePage::setOthers(std::vector<Other> others)
{
    const QString before = m_choice->currentData().toString();
    m_others = std::move(others);
    const QSignalBlocker quiet(m_choice);
    m_choice->clear();
    for (const auto& each : m_others)
        m_choice->addItem(QString::fromStdString(each.result->name), QString::fromStdString(each.result->source.string()));
    m_choice->setCurrentIndex(std::max(0, m_choice->findData(before)));
    m_choice->setEnabled(!m_others.empty());
    m_comparison.reset();
    refresh();
}

const ComparePage::Other* ComparePage::other() const
{
    const int at = m_choice->currentIndex();
    return at < 0 || static_cast<std::size_t>(at) >= m_others.size() ? nullptr : &m_others[static_cast<std::size_t>(at)];
}

const ComparedFinding* ComparePage::compared() const
{
    if (!m_comparison || !m_view->isMovable()) return nullptr;
    const auto name = m_view->findingName(m_view->finding());
    const auto found = std::ranges::find(m_comparison->findings, name, &ComparedFinding::finding);
    return found == m_comparison->findings.end() ? nullptr : &*found;
}

QString ComparePage::verdict() const
{
    const auto* finding = compared();
    return finding ? verdictWords(*finding, QString::fromStdString(m_view->shown().name), QString::fromStdString(other()->result->name))
                   : QString();
}

void ComparePage::refresh()
{
    if (other() && m_view->isMovable()) m_settled.start();
    fill();
}

void ComparePage::ask()
{
    const auto* chosen = other();
    if (!chosen || !m_view->isMovable()) return;
    std::vector<double> seconds;
    for (const auto& point : chosen->points)
        seconds.push_back(point.threshold);
    m_worker.start([this, first = m_view->shownPointer(), firsts = m_view->thresholds(), second = chosen->result,
                    seconds](const std::stop_token& stop, const app::LatestTask::Tell& tell) -> app::LatestTask::Answer {
        const auto answer = [this](const Result<app::RunComparison>& made) {
            m_failure = made ? std::nullopt : std::optional(made.error());
            m_comparison = made ? std::optional(*made) : std::nullopt;
            fill();
        };
        // At once what needs no resampling, then the intervals by patient.
        const auto quick = app::compareRuns(*first, firsts, *second, seconds, 0, stop);
        if (!quick) return [answer, quick] { answer(quick); };
        tell([answer, quick] { answer(quick); });
        const auto whole = app::compareRuns(*first, firsts, *second, seconds, resamples, stop);
        return [answer, whole] { answer(whole); };
    });
}

void ComparePage::fill()
{
    Blocks blocks;
    const auto* finding = compared();
    for (auto* button : {m_firstAlone, m_secondAlone})
        button->setVisible(finding != nullptr);
    if (!other() || !m_view->isMovable()) {
        blocks.push_back(Paragraph{
            tr("Open a second run, or predictions of another program for the same images, to see the two side by side: whether one is "
               "better is tested on the images that both have.")});
        return m_blocks->setBlocks(blocks);
    }
    const QString a = QString::fromStdString(m_view->shown().name), b = QString::fromStdString(other()->result->name);
    if (m_failure) {
        blocks.push_back(Paragraph{tr("%1 and %2 cannot be compared: they have no labelled image of the same finding in common.").arg(a, b),
                                   Paragraph::Kind::Warning});
        return m_blocks->setBlocks(blocks);
    }
    if (!m_comparison) {
        blocks.push_back(Paragraph{tr("Being compared …"), Paragraph::Kind::Note});
        return m_blocks->setBlocks(blocks);
    }
    blocks.push_back(Paragraph{finding ? verdict() : tr("%1 says nothing of this finding.").arg(b), Paragraph::Kind::Lead});
    QString shared = tr("A is %1, B is %2. Compared on the %3 images that both have; %4 more are in A alone, %5 in B alone.")
                         .arg(a, b, counted(static_cast<long>(m_comparison->shared)), counted(static_cast<long>(m_comparison->firstAlone)),
                              counted(static_cast<long>(m_comparison->secondAlone)));
    if (m_comparison->byName)
        shared += QLatin1Char(' ') + tr("They were paired by the names of the files, because they lie at other places.");
    blocks.push_back(Paragraph{shared, Paragraph::Kind::Note});
    Table table{tr("Paired tests, by finding"),
                {tr("Finding"), tr("with / without"), tr("AUC of A"), tr("AUC of B"), tr("B less A (95 %)"), tr("p"), tr("only A right"),
                 tr("only B right"), tr("p of the calls")},
                {},
                1,
                tr("The difference is real where its interval leaves out 0. p: how often luck alone would make such a difference (DeLong's "
                   "test of the areas; McNemar's of the calls, each "
                   "at its own operating point). Several findings are several chances for luck."),
                {}};
    for (const auto& each : m_comparison->findings)
        table.rows.push_back({findingTitle(each.finding), QStringLiteral("%1 / %2").arg(counted(each.positives), counted(each.negatives)),
                              each.areas ? figure(each.areas->first.value) : QStringLiteral("–"),
                              each.areas ? figure(each.areas->second.value) : QStringLiteral("–"),
                              each.areas
                                  ? QStringLiteral("%1 (%2 … %3)")
                                        .arg(signedFigure(gain(each).value), signedFigure(gain(each).low), signedFigure(gain(each).high))
                                  : QStringLiteral("–"),
                              each.areas ? chance(each.areas->p) : QStringLiteral("–"), counted(each.calls.firstAlone),
                              counted(each.calls.secondAlone), std::isnan(each.calls.p) ? tr("nothing to test") : chance(each.calls.p)});
    blocks.push_back(table);
    if (finding) {
        m_firstAlone->setText(tr("Only %1 right (%2)").arg(a).arg(finding->firstAloneRight.size()));
        m_secondAlone->setText(tr("Only %1 right (%2)").arg(b).arg(finding->secondAloneRight.size()));
        m_firstAlone->setEnabled(!finding->firstAloneRight.empty());
        m_secondAlone->setEnabled(!finding->secondAloneRight.empty());
        if (finding->contradicted > 0)
            blocks.push_back(Paragraph{
                tr("%1 shared images have another label in %2 than in %3; they take no part.").arg(counted(finding->contradicted), b, a),
                Paragraph::Kind::Warning});
        std::vector<std::pair<QString, evaluation::FindingReport>> curves{{a, m_view->report(m_view->finding())}};
        const auto add = [&](const Other& each) {
            const int at = each.result->indexOf(finding->finding);
            if (at < 0) return;
            const auto which = static_cast<std::size_t>(at);
            curves.emplace_back(QString::fromStdString(each.result->name),
                                each.result->findings[which].reportAt(each.points[which].threshold));
        };
        // B first, then whatever else is open.
        add(*other());
        for (const auto& each : m_others)
            if (&each != other()) add(each);
        blocks.push_back(FigureRow{{comparedRocFigure(curves)}});
        std::vector<ForestRow> rows;
        for (const auto& each : m_comparison->findings) {
            if (!each.areas) continue;
            rows.push_back({findingTitle(each.finding), {}, {}, true});
            const QString cases = QStringLiteral("%1 / %2").arg(counted(each.positives), counted(each.negatives));
            rows.push_back({a, each.areas->first, cases, false});
            rows.push_back({b, each.areas->second, cases, false});
        }
        if (!rows.empty())
            blocks.push_back(FigureRow{{forestFigure(tr("AUC on the shared images"), rows, evaluation::undefined,
                                                     tr("Each with its own 95 % interval. The two are of the same images: intervals that "
                                                        "overlap do not speak against a difference; the paired "
                                                        "test above decides."))}});
    }
    m_blocks->setBlocks(blocks);
}

} // namespace lucency::ui
