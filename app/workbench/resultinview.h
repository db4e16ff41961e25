#pragma once

#include "app/training/latesttask.h"
#include "app/workbench/openedresult.h"

#include <QObject>
#include <QTimer>

#include <map>
#include <string>
#include <vector>

namespace lucency::app {

/// The result that a window shows, and the one operating point of each finding from which every number, badge, marker and figure in it
/// comes. Figures are there at once; intervals that need resampling follow from a worker. Lives on the GUI thread.
class ResultInView : public QObject {
    Q_OBJECT

public:
    explicit ResultInView(QObject* parent = nullptr);

    /// Takes the place of what was shown; operating points are those given, or those of the run.
    void setResult(OpenedResultPointer result, std::vector<OperatingPoint> points = {});
    /// The same images with other labels: operating points stay. Nullptr shows the source's labels again.
    void setCorrected(OpenedResultPointer corrected);
    /// The same result with another data folder.
    void replaceSource(OpenedResultPointer result);

    bool isOpen() const { return m_source != nullptr; }
    bool isCorrected() const { return m_corrected != nullptr; }
    const OpenedResult& shown() const { return m_corrected ? *m_corrected : *m_source; } ///< with corrected labels where they are wanted
    const OpenedResultPointer& shownPointer() const { return m_corrected ? m_corrected : m_source; }
    const OpenedResultPointer& source() const { return m_source; }

    /// Whether a threshold can be moved: there are predictions. Else the report's own figures are shown.
    bool isMovable() const { return isOpen() && !shown().findings.empty(); }
    int findingCount() const;
    std::string findingName(int finding) const;
    int finding() const { return m_finding; }
    void setFinding(int finding);

    const std::vector<OperatingPoint>& points() const { return m_points; } ///< in the order of the shown findings
    const OperatingPoint& point(int finding) const { return m_points[static_cast<std::size_t>(finding)]; }
    std::vector<double> thresholds() const;
    std::map<std::string, double> thresholdsByFinding() const;
    void setThreshold(int finding, double threshold);
    /// Fails as chooseByAim(), and leaves the point then.
    Done setAim(int finding, const std::string& aim);
    void setOwnPoint(int finding); ///< that of the run

    double prevalence() const { return m_prevalence; } ///< share of people with the finding; negative: that of these images
    void setPrevalence(double prevalence);

    /// The figures at the operating point, with all intervals that are known by now.
    evaluation::FindingReport report(int finding) const;
    std::vector<evaluation::FindingReport> reports() const;
    bool hasAllIntervals(int finding) const; ///< of this very operating point

    /// All of it at the chosen operating points, for report chapters and files.
    report::Material material() const;

Q_SIGNALS:
    void resultChanged();
    void findingChanged();
    /// An operating point, or the prevalence, was moved.
    void pointChanged(int finding);
    /// Intervals have arrived.
    void intervalsChanged(int finding);

private:
    void touched(int finding);
    void resample();

    OpenedResultPointer m_source, m_corrected;
    std::vector<OperatingPoint> m_points;
    std::vector<std::optional<evaluation::FindingReport>> m_resampled;
    int m_finding = 0;
    double m_prevalence = -1;
    QTimer m_settled;
    LatestTask m_worker; // last: it is joined before what it answers to goes
};

/// Figures of one finding with every interval, for a report at chosen points; a worker's work.
Result<report::Material> withAllIntervals(report::Material material, const OpenedResult& result, std::stop_token stop);

} // namespace lucency::app
