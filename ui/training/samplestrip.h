#pragma once

#include "model/trainer.h"

#include <QImage>
#include <QString>
#include <QWidget>

#include <memory>
#include <string>
#include <vector>

class QLabel;

namespace lucency::ui {

/// What a sample shows in words: its finding, whether the label has it, and what the network says.
struct SampleWords {
    QString label, network;
    bool right = false;
    bool known = false; ///< whether the label says anything of the finding
};
SampleWords wordsOf(const model::TrainingSample& sample, const std::vector<std::string>& findings);

/// A sample with the map of its finding over it, at the size of the network's input.
QImage pictureOf(const model::TrainingSample& sample, bool withMap);

/// A handful of validation images as the network sees them at the end of the last epoch: picture, heat map, label and probability.
class SampleStrip : public QWidget {
    Q_OBJECT

public:
    explicit SampleStrip(QWidget* parent = nullptr);

    /// Null or empty: a sentence stands in their place.
    void setSamples(const std::shared_ptr<const std::vector<model::TrainingSample>>& samples, const std::vector<std::string>& findings,
                    const QString& inTheirPlace);
    void setMapsShown(bool shown);
    int count() const { return static_cast<int>(m_cards.size()); }

private:
    void fill();
    QWidget* makeCard(const model::TrainingSample& sample);

    std::shared_ptr<const std::vector<model::TrainingSample>> m_samples;
    std::vector<std::string> m_findings;
    bool m_mapsShown = true;
    QLabel *m_reading, *m_inTheirPlace;
    QWidget* m_row;
    std::vector<QWidget*> m_cards;
};

} // namespace lucency::ui
