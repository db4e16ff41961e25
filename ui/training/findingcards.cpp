#include "ui/training/findingcards.h"

#include "ui/theme.h"
#include "ui/training/wizardpage.h"
#include "ui/training/wizardwords.h"

#include <QCheckBox>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QLabel>
#include <QVBoxLayout>

#include <algorithm>

namespace lucency::ui {

namespace {

constexpr int pictureSide = 84;
constexpr std::size_t picturesShown = 7; ///< that fit the window as it opens

QLabel* pictureLabel(const QImage& picture, double ratio)
{
    auto* label = new QLabel;
    const int pixels = qRound(pictureSide * ratio);
    auto pixmap = QPixmap::fromImage(picture.scaled(pixels, pixels, Qt::KeepAspectRatio, Qt::SmoothTransformation));
    pixmap.setDevicePixelRatio(ratio);
    label->setPixmap(pixmap);
    label->setFixedSize(pictureSide, pictureSide);
    return label;
}

} // namespace

FindingCards::FindingCards(QWidget* parent)
    : QScrollArea(parent)
{
    setWidgetResizable(true);
    setAccessibleName(tr("Findings in the data"));
    auto* content = new QWidget;
    m_column = new QVBoxLayout(content);
    m_column->setContentsMargins(0, 6, 6, 6);
    m_column->setSpacing(8);
    setWidget(content);
}

void FindingCards::setSurvey(const app::SurveyPtr& survey, const app::LeftOut& leftOut)
{
    while (QLayoutItem* item = m_column->takeAt(0)) {
        if (item->widget()) item->widget()->deleteLater();
        delete item;
    }
    if (!survey) return;
    for (const auto& finding : survey->findings)
        m_column->addWidget(makeCard(*survey, finding, leftOut.contains(finding.name)));
    m_column->addStretch();
}

QWidget* FindingCards::makeCard(const app::Survey& survey, const app::SurveyedFinding& finding, bool leftOut)
{
    auto* card = new QFrame;
    card->setObjectName(QStringLiteral("card"));
    card->setStyleSheet(QStringLiteral("#card { background: %1; border-radius: 5px; }").arg(theme::raised().name()));
    auto* row = new QHBoxLayout(card);
    row->setContentsMargins(12, 8, 8, 8);
    auto* words = new QVBoxLayout;
    const bool enough = finding.images >= app::fewestCases;
    if (finding.name.empty()) {
        auto* name = new QLabel(QStringLiteral("<b>%1</b>").arg(findingWords("").toHtmlEscaped()));
        words->addWidget(name);
    } else {
        auto* learn = new QCheckBox(QString::fromStdString(finding.name));
        QFont bold = learn->font();
        bold.setBold(true);
        learn->setFont(bold);
        learn->setChecked(enough && !leftOut);
        learn->setEnabled(enough);
        learn->setToolTip(tr("Whether the model learns to find this"));
        const auto named = QString::fromStdString(finding.name);
        connect(learn, &QCheckBox::toggled, this, [this, named](bool on) { Q_EMIT learnChosen(named, on); });
        words->addWidget(learn);
    }
    words->addWidget(wrappedLabel(tr("%1 of %2")
                                      .arg(tr("%Ln radiographs", nullptr, static_cast<int>(finding.images)),
                                           tr("%Ln people", nullptr, static_cast<int>(finding.patients))),
                                  true));
    if (!finding.name.empty() && !enough)
        words->addWidget(wrappedLabel(tr("Fewer than %1 cases: too few to learn.").arg(app::fewestCases), true));
    words->addStretch();
    auto* left = new QWidget;
    left->setLayout(words);
    left->setFixedWidth(200);
    words->setContentsMargins(0, 0, 0, 0);
    row->addWidget(left);
    for (std::size_t i = 0; i < std::min(picturesShown, finding.pictures.size()); ++i) {
        auto* picture = pictureLabel(pictureOf(finding.pictures[i]), devicePixelRatioF());
        if (i < finding.examples.size()) picture->setToolTip(imagePath(survey, finding.examples[i]));
        row->addWidget(picture);
    }
    if (finding.pictures.empty() && finding.images > 0)
        row->addWidget(wrappedLabel(tr("The pictures follow when all images are read."), true), 1);
    row->addStretch();
    card->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Maximum);
    return card;
}

} // namespace lucency::ui
