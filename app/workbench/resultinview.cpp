#include "app/workbench/resultinview.h"

#include <algorithm>

namespace lucency::app {

namespace {

constexpr int settledMilliseconds = 250;

evaluation::ReportOptions optionsAt(double threshold)
{
    evaluation::ReportOptions options;
    options.threshold = threshold;
    return options;
}

/// What thresholdWords() of the report's chapters know.
std::string sourceWord(const OperatingPoint& point)
{
    return point.source == "aim" && point.onValidation ? "aim on validation" : point.source;
}

} // namespace

ResultInView::ResultInView(QObject* parent)
    : QObject(parent)
{
    m_settled.setSingleShot(true);
    m_settled.setInterval(settledMilliseconds);
    connect(&m_settled, &QTimer::timeout, this, &ResultInView::resample);
}

void ResultInView::setResult(OpenedResultPointer result, std::vector<OperatingPoint> points)
{
    m_worker.stop();
    m_source = std::move(result);
    m_corrected.reset();
    m_points = m_source && points.size() != m_source->points.size() ? m_source->points : std::move(points);
    m_resampled = m_source ? m_source->resampled : std::vector<std::optional<evaluation::FindingReport>>();
    m_finding = 0;
    m_prevalence = -1;
    Q_EMIT resultChanged();
    if (isMovable()) touched(m_finding);
}

void ResultInView::replaceSource(OpenedResultPointer result)
{
    m_source = std::move(result);
    Q_EMIT resultChanged();
}

void ResultInView::setCorrected(OpenedResultPointer corrected)
{
    const auto points = thresholdsByFinding();
    const auto name = isMovable() ? findingName(m_finding) : std::string();
    const auto former = m_points;
    const auto formerFindings = shownPointer();
    m_worker.stop();
    m_corrected = std::move(corrected);
    m_points = shown().points;
    m_resampled = shown().resampled;
    for (std::size_t f = 0; f < shown().findings.size(); ++f)
        if (const int at = formerFindings->indexOf(shown().findings[f].name()); at >= 0) m_points[f] = former[static_cast<std::size_t>(at)];
    m_finding = std::max(0, shown().indexOf(name));
    Q_EMIT resultChanged();
    if (isMovable()) touched(m_finding);
}

int ResultInView::findingCount() const
{
    if (!isOpen()) return 0;
    return static_cast<int>(isMovable() ? shown().findings.size() : shown().material.findings.size());
}

std::string ResultInView::findingName(int finding) const
{
    const auto at = static_cast<std::size_t>(finding);
    return isMovable() ? shown().findings[at].name() : shown().material.findings[at].name();
}

void ResultInView::setFinding(int finding)
{
    if (finding < 0 || finding >= findingCount() || finding == m_finding) return;
    m_finding = finding;
    Q_EMIT findingChanged();
    if (isMovable()) touched(finding);
}

std::vector<double> ResultInView::thresholds() const
{
    std::vector<double> all;
    for (const auto& point : m_points)
        all.push_back(point.threshold);
    return all;
}

std::map<std::string, double> ResultInView::thresholdsByFinding() const
{
    std::map<std::string, double> all;
    for (int f = 0; isMovable() && f < findingCount(); ++f)
        all[findingName(f)] = point(f).threshold;
    return all;
}

void ResultInView::setThreshold(int finding, double threshold)
{
    if (!isMovable() || m_points[static_cast<std::size_t>(finding)].threshold == threshold) return;
    m_points[static_cast<std::size_t>(finding)] = {std::clamp(threshold, 0.0, 1.0), "hand", {}, false, {}};
    Q_EMIT pointChanged(finding);
    touched(finding);
}

Done ResultInView::setAim(int finding, const std::string& aim)
{
    if (!isMovable()) return done();
    auto chosen = chooseByAim(shown(), static_cast<std::size_t>(finding), aim);
    if (!chosen) return chosen.error();
    m_points[static_cast<std::size_t>(finding)] = *std::move(chosen);
    Q_EMIT pointChanged(finding);
    touched(finding);
    return done();
}

void ResultInView::setOwnPoint(int finding)
{
    if (!isMovable()) return;
    m_points[static_cast<std::size_t>(finding)] = shown().points[static_cast<std::size_t>(finding)];
    Q_EMIT pointChanged(finding);
    touched(finding);
}

void ResultInView::setPrevalence(double prevalence)
{
    m_prevalence = prevalence;
    Q_EMIT pointChanged(m_finding);
}

evaluation::FindingReport ResultInView::report(int finding) const
{
    const auto at = static_cast<std::size_t>(finding);
    if (!isMovable()) return shown().material.findings[at].figures;
    auto quick = shown().findings[at].reportAt(m_points[at].threshold);
    return m_resampled[at] ? withResampledIntervals(std::move(quick), *m_resampled[at]) : quick;
}

std::vector<evaluation::FindingReport> ResultInView::reports() const
{
    std::vector<evaluation::FindingReport> all;
    for (int f = 0; f < findingCount(); ++f)
        all.push_back(report(f));
    return all;
}

bool ResultInView::hasAllIntervals(int finding) const
{
    if (!isMovable()) return true;
    const auto at = static_cast<std::size_t>(finding);
    return m_resampled[at] && m_resampled[at]->atThreshold.threshold == m_points[at].threshold;
}

report::Material ResultInView::material() const
{
    report::Material material = shown().material;
    if (!isMovable()) return material;
    for (int f = 0; f < findingCount(); ++f) {
        auto& finding = material.findings[static_cast<std::size_t>(f)];
        const auto& chosen = point(f);
        finding.figures = report(f);
        finding.thresholdSource = sourceWord(chosen);
        finding.aimReached = chosen.reached;
        if (!chosen.aim.empty()) material.aim = chosen.aim;
        if (m_prevalence > 0 && m_prevalence < 1) {
            const auto& figures = finding.figures.atThreshold;
            const auto values = evaluation::predictiveValues(figures.sensitivity.value, figures.specificity.value, m_prevalence);
            const auto low = evaluation::predictiveValues(figures.sensitivity.low, figures.specificity.low, m_prevalence);
            const auto high = evaluation::predictiveValues(figures.sensitivity.high, figures.specificity.high, m_prevalence);
            finding.figures.predictive = {{m_prevalence, {values.ppv, low.ppv, high.ppv}, {values.npv, low.npv, high.npv}}};
        }
    }
    const auto averages = averagesOf(reports(), shown());
    material.macro = averages.macro;
    material.weighted = averages.weighted;
    material.micro = averages.micro;
    return material;
}

/// The intervals of the finding in view are drawn anew once nothing has moved for a moment.
void ResultInView::touched(int finding)
{
    m_worker.stop();
    if (finding == m_finding && !hasAllIntervals(finding)) m_settled.start();
}

void ResultInView::resample()
{
    if (!isMovable() || hasAllIntervals(m_finding)) return;
    m_worker.start([this, result = shownPointer(), finding = m_finding,
                    threshold = point(m_finding).threshold](const std::stop_token& stop, const LatestTask::Tell&) -> LatestTask::Answer {
        auto report = evaluation::reportFinding(result->findings[static_cast<std::size_t>(finding)].cases(), optionsAt(threshold), stop);
        if (!report) return {};
        return [this, finding, report = *std::move(report)] {
            m_resampled[static_cast<std::size_t>(finding)] = report;
            Q_EMIT intervalsChanged(finding);
        };
    });
}

Result<report::Material> withAllIntervals(report::Material material, const OpenedResult& result, std::stop_token stop)
{
    for (std::size_t f = 0; f < result.findings.size(); ++f) {
        auto& figures = material.findings[f].figures;
        const auto predictive = figures.predictive;
        auto options = optionsAt(figures.atThreshold.threshold);
        for (const auto& values : predictive)
            options.prevalences.push_back(values.prevalence);
        auto report = evaluation::reportFinding(result.findings[f].cases(), options, stop);
        if (!report) return report.error();
        figures = *std::move(report);
    }
    material.predictions = result.table;
    material.dataFolder = result.dataFolder;
    material.modelFile = result.modelFile;
    return material;
}

} // namespace lucency::app
