#include "ui/training/labelmeanings.h"

#include "ui/training/wizardpage.h"
#include "ui/training/wizardwords.h"

#include <QComboBox>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QTableWidget>
#include <QVBoxLayout>

namespace lucency::ui {

LabelMeanings::LabelMeanings(QWidget* parent)
    : QWidget(parent)
    , m_table(new QTableWidget(0, 3, this))
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 6, 0, 0);
    column->addWidget(wrappedLabel(
        tr("What the data call their labels, and the finding that each stands for. Choose or type another where it is wrong; two words for "
           "the same finding become one."),
        true, this));
    column->addWidget(m_table, 1);
    m_table->setHorizontalHeaderLabels({tr("Label in the data"), tr("Times"), tr("Stands for")});
    m_table->horizontalHeader()->setStretchLastSection(true);
    m_table->verticalHeader()->hide();
    m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_table->setColumnWidth(0, 240);
    m_table->setAccessibleName(tr("Labels and the findings that they stand for"));
}

void LabelMeanings::setSurvey(const app::Survey& survey)
{
    m_choice = survey.choice;
    m_table->setRowCount(static_cast<int>(survey.written.size()));
    QStringList findings;
    for (const auto& each : survey.written)
        if (const auto name = QString::fromStdString(each.finding); !name.isEmpty() && !findings.contains(name)) findings << name;
    int row = 0;
    for (const auto& each : survey.written) {
        m_table->setItem(row, 0, new QTableWidgetItem(QString::fromStdString(each.written)));
        auto* times = new QTableWidgetItem(counted(each.count));
        times->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
        m_table->setItem(row, 1, times);
        auto* combo = new QComboBox;
        combo->setEditable(true);
        combo->setInsertPolicy(QComboBox::NoInsert);
        combo->addItem(tr("no finding"), QString());
        auto own = QString::fromStdString(each.written);
        for (const auto& name : findings + (findings.contains(own) ? QStringList() : QStringList{own}))
            combo->addItem(name, name);
        combo->setCurrentIndex(std::max(0, combo->findData(QString::fromStdString(each.finding))));
        combo->setAccessibleName(tr("What %1 stands for").arg(own));
        const auto written = each.written;
        const auto take = [this, combo, written] {
            const auto typed = combo->currentText().trimmed();
            const int known = combo->findText(typed);
            choose(written, known >= 0 ? combo->itemData(known).toString() : typed);
        };
        connect(combo, &QComboBox::activated, this, take);
        connect(combo->lineEdit(), &QLineEdit::returnPressed, this, take);
        m_table->setCellWidget(row, 2, combo);
        ++row;
    }
}

void LabelMeanings::choose(const std::string& written, const QString& finding)
{
    auto choice = m_choice;
    choice.meanings[written] = finding.toStdString();
    if (choice == m_choice) return;
    Q_EMIT choiceChanged(choice);
}

} // namespace lucency::ui
