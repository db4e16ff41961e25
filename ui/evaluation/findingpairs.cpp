#include "ui/evaluation/findingpairs.h"

#include "app/modeltest.h"
#include "model/prediction.h"
#include "ui/reading/words.h"
#include "ui/training/wizardwords.h"

#include <QComboBox>
#include <QHeaderView>
#include <QTableWidget>
#include <QVBoxLayout>

namespace lucency::ui {

namespace {

QString peopleWords(const model::FindingEntry& entry)
{
    QStringList words;
    if (entry.minimumAge && entry.maximumAge)
        words << FindingPairs::tr("age %1 to %2").arg(*entry.minimumAge).arg(*entry.maximumAge);
    else if (entry.minimumAge)
        words << FindingPairs::tr("from age %1 on").arg(*entry.minimumAge);
    else if (entry.maximumAge)
        words << FindingPairs::tr("up to age %1").arg(*entry.maximumAge);
    if (!entry.validated) words << FindingPairs::tr("not validated");
    return words.join(QStringLiteral(", "));
}

QString countWords(const app::SurveyedFinding& finding)
{
    return FindingPairs::tr("%1: %2 images with, %3 without")
        .arg(findingWords(finding.name), counted(finding.images), counted(finding.absentImages));
}

} // namespace

FindingPairs::FindingPairs(QWidget* parent)
    : QWidget(parent)
    , m_table(new QTableWidget(0, 3, this))
{
    m_table->setHorizontalHeaderLabels({tr("Finding of the model"), tr("For"), tr("Label of these images")});
    m_table->verticalHeader()->hide();
    m_table->setSelectionMode(QAbstractItemView::NoSelection);
    m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_table->horizontalHeader()->setSectionResizeMode(0, QHeaderView::ResizeToContents);
    m_table->horizontalHeader()->setSectionResizeMode(1, QHeaderView::ResizeToContents);
    m_table->horizontalHeader()->setSectionResizeMode(2, QHeaderView::Stretch);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_table);
}

void FindingPairs::setFindings(const std::vector<model::FindingEntry>& ofModel, const app::SurveyPtr& ofData)
{
    std::vector<std::string> names, known;
    for (const auto& entry : ofModel)
        names.push_back(entry.name);
    if (ofData) known = ofData->cohort.findings;
    const auto same = app::sameFindings(names, known);
    m_choices.clear();
    m_table->setRowCount(0);
    for (const auto& entry : ofModel) {
        if (entry.name == model::noFinding) continue;
        const int row = m_table->rowCount();
        m_table->insertRow(row);
        m_table->setItem(row, 0, new QTableWidgetItem(findingName(QString::fromStdString(entry.name))));
        m_table->setItem(row, 1, new QTableWidgetItem(peopleWords(entry)));
        auto* choice = new QComboBox(m_table);
        choice->setAccessibleName(tr("Label that stands for %1").arg(findingName(QString::fromStdString(entry.name))));
        choice->addItem(tr("not known of these images"));
        if (ofData)
            for (const auto& finding : ofData->findings)
                if (!finding.name.empty()) choice->addItem(countWords(finding), QString::fromStdString(finding.name));
        if (const auto chosen = same.find(entry.name); chosen != same.end())
            choice->setCurrentIndex(std::max(0, choice->findData(QString::fromStdString(chosen->second))));
        connect(choice, &QComboBox::currentIndexChanged, this, &FindingPairs::changed);
        m_table->setCellWidget(row, 2, choice);
        m_choices[entry.name] = choice;
    }
    m_table->resizeRowsToContents();
    Q_EMIT changed();
}

std::map<std::string, std::string> FindingPairs::meanings() const
{
    std::map<std::string, std::string> meanings;
    for (const auto& [finding, choice] : m_choices)
        if (const auto label = choice->currentData().toString(); !label.isEmpty()) meanings[finding] = label.toStdString();
    return meanings;
}

QComboBox* FindingPairs::choiceOf(const std::string& finding) const
{
    const auto found = m_choices.find(finding);
    return found == m_choices.end() ? nullptr : found->second;
}

} // namespace lucency::ui
