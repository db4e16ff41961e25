#include "ui/training/wizardsplitpage.h"

#include "ui/theme.h"
#include "ui/training/notice.h"
#include "ui/training/partsbar.h"
#include "ui/training/wizardwords.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QScrollArea>
#include <QSlider>
#include <QTableWidget>
#include <QVBoxLayout>

#include <cmath>

namespace lucency::ui {

namespace {

constexpr int smallest = 5, largest = 40; ///< per cent that a slider gives

} // namespace

WizardSplitPage::WizardSplitPage(app::TrainingDraft& draft, QWidget* parent)
    : WizardPage(
          draft, tr("Split"),
          tr("The model learns from the training part. The validation part tells which round of training was the best; the test part is "
             "kept aside and says in the end how good the model is. All images of a person are in the same part."),
          parent)
    , m_bar(new PartsBar(this))
    , m_table(new QTableWidget(this))
    , m_notices(new QVBoxLayout)
{
    auto* sliders = new QVBoxLayout;
    m_validation = makeSlider(tr("&Validation"), tr("How much chooses the best round"), sliders);
    m_test = makeSlider(tr("&Test"), tr("How much is kept aside to measure the model"), sliders);
    column()->addLayout(sliders);
    column()->addWidget(m_bar);
    m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_table->setSelectionMode(QAbstractItemView::NoSelection);
    m_table->setFocusPolicy(Qt::NoFocus);
    m_table->verticalHeader()->hide();
    m_table->setAccessibleName(tr("What each part holds"));
    column()->addWidget(wrappedLabel(tr("How many people (and images) each part holds:"), true, this));
    column()->addWidget(m_table, 1);
    auto* content = new QWidget;
    content->setLayout(m_notices);
    m_notices->setContentsMargins(0, 0, 6, 0);
    m_notices->setSpacing(6);
    auto* area = new QScrollArea(this);
    area->setWidgetResizable(true);
    area->setWidget(content);
    column()->addWidget(area, 2);
}

QSlider* WizardSplitPage::makeSlider(const QString& name, const QString& purpose, QVBoxLayout* into)
{
    auto* row = new QHBoxLayout;
    auto* label = new QLabel(name, this);
    label->setMinimumWidth(90);
    auto* slider = new QSlider(Qt::Horizontal, this);
    slider->setRange(smallest, largest);
    slider->setPageStep(5);
    slider->setToolTip(purpose);
    slider->setAccessibleName(label->text().remove(QLatin1Char('&')));
    label->setBuddy(slider);
    auto* value = new QLabel(this);
    value->setMinimumWidth(48);
    connect(slider, &QSlider::valueChanged, value, [value](int share) { value->setText(shareText(share / 100.0)); });
    connect(slider, &QSlider::valueChanged, this, &WizardSplitPage::chooseShares);
    row->addWidget(label);
    row->addWidget(slider, 1);
    row->addWidget(value);
    into->addLayout(row);
    return slider;
}

void WizardSplitPage::enter()
{
    if (!draft().survey()) return;
    const auto card = draft().fittedCard();
    m_entering = true;
    m_validation->setValue(qRound(card.split.validation * 100));
    m_test->setValue(qRound(card.split.test * 100));
    m_entering = false;
    compute();
}

void WizardSplitPage::chooseShares()
{
    if (m_entering) return;
    auto state = draft().state();
    state.shares = {m_validation->value() / 100.0, m_test->value() / 100.0};
    draft().setState(std::move(state));
    compute();
}

void WizardSplitPage::compute()
{
    const auto survey = draft().survey();
    auto recipe = draft().recipe();
    if (!survey || !recipe) return;
    m_task.start(
        [this, survey, recipe = *std::move(recipe)](const std::stop_token&, const app::LatestTask::Tell&) -> app::LatestTask::Answer {
            const auto preview = app::previewSplit(*survey, recipe);
            return [this, preview] { showPreview(preview); };
        });
    Q_EMIT hindranceChanged();
}

void WizardSplitPage::showPreview(const app::SplitPreview& preview)
{
    m_preview = preview;
    const auto& parts = preview.size.parts;
    m_bar->setParts({parts[0].images, parts[1].images, parts[2].images});
    showTable(preview);
    while (QLayoutItem* item = m_notices->takeAt(0)) {
        if (item->widget()) item->widget()->deleteLater();
        delete item;
    }
    const auto words = splitWords(preview);
    const auto add = [this](Notice::Tone tone, const QStringList& texts) {
        for (const QString& text : texts)
            m_notices->addWidget(new Notice(tone, text));
    };
    add(Notice::Tone::Error, words.errors);
    add(Notice::Tone::Warning, words.warnings);
    if (words.errors.isEmpty()) {
        auto* proof = new Notice;
        proof->setFine(words.proof);
        m_notices->addWidget(proof);
    }
    add(Notice::Tone::Neutral, words.notes);
    m_notices->addStretch();
    Q_EMIT hindranceChanged();
}

void WizardSplitPage::showTable(const app::SplitPreview& preview)
{
    const auto& size = preview.size;
    m_table->setColumnCount(4);
    m_table->setHorizontalHeaderLabels(
        {tr("Finding"), partWords(model::Part::Train), partWords(model::Part::Validation), partWords(model::Part::Test)});
    m_table->horizontalHeader()->setSectionResizeMode(QHeaderView::Stretch);
    m_table->setRowCount(static_cast<int>(size.findings.size()) + 1);
    const auto put = [this](int row, int column, const QString& text) {
        auto* item = new QTableWidgetItem(text);
        if (column > 0) item->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
        m_table->setItem(row, column, item);
    };
    put(0, 0, tr("All"));
    for (int p = 0; p < 3; ++p) {
        const auto& part = size.parts[static_cast<std::size_t>(p)];
        put(0, p + 1, tr("%1 people (%2)").arg(counted(part.patients), counted(part.images)));
        for (std::size_t f = 0; f < size.findings.size(); ++f)
            put(static_cast<int>(f) + 1, p + 1,
                tr("%1 people with it (%2)\n%3 people without (%4)")
                    .arg(counted(part.findings[f].positivePatients), counted(part.findings[f].positives),
                         counted(part.findings[f].negativePatients), counted(part.findings[f].images - part.findings[f].positives)));
    }
    for (std::size_t f = 0; f < size.findings.size(); ++f)
        put(static_cast<int>(f) + 1, 0, QString::fromStdString(size.findings[f]));
    m_table->resizeRowsToContents();
    // As high as its rows, so that what they mean stands right below; many findings scroll.
    m_table->setMaximumHeight(m_table->horizontalHeader()->height() + m_table->verticalHeader()->length() + 4);
}

QString WizardSplitPage::hindrance() const
{
    if (!draft().survey()) return tr("The data page comes first.");
    if (const auto recipe = draft().recipe(); !recipe) return QString::fromStdString(recipe.error().detail);
    if (m_task.isRunning() || !m_preview) return tr("The parts are being worked out.");
    const auto words = splitWords(*m_preview);
    return words.errors.isEmpty() ? QString() : words.errors.first();
}

} // namespace lucency::ui
