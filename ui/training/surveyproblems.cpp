#include "ui/training/surveyproblems.h"

#include "ui/failuretext.h"
#include "ui/theme.h"
#include "ui/training/wizardpage.h"
#include "ui/training/wizardwords.h"

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QFileInfo>
#include <QHeaderView>
#include <QLabel>
#include <QTreeWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace lucency::ui {

/// The things of one kind below a heading that counts them and says what becomes of them: the first of them in a tree, or all as lines.
class SurveyProblems::Group {
public:
    Group(const Into& into, const QString& heading, const QColor& colour)
        : m_lines(into.lines)
    {
        if (m_lines) *m_lines << heading;
        if (!into.tree) return;
        m_item = new QTreeWidgetItem(into.tree, {heading});
        m_item->setFirstColumnSpanned(true);
        QFont bold = into.tree->font();
        bold.setBold(true);
        m_item->setFont(0, bold);
        m_item->setForeground(0, colour);
    }
    /// Whether another one would be shown; else it is only counted, and its words need not be made.
    bool takes()
    {
        if (m_lines || m_item->childCount() < static_cast<int>(shown)) return true;
        ++m_more;
        return false;
    }
    void add(const QString& what, const QString& why)
    {
        if (m_lines) *m_lines << QLatin1Char('\t') + what + QLatin1Char('\t') + why;
        if (!m_item) return;
        auto* row = new QTreeWidgetItem(m_item, {QFileInfo(what).fileName(), why});
        row->setToolTip(0, what);
        row->setToolTip(1, why);
    }
    ~Group()
    {
        if (!m_item) return;
        if (m_more > 0)
            (new QTreeWidgetItem(m_item, {SurveyProblems::tr("and %Ln more; a copy has all of them", nullptr, m_more)}))
                ->setFirstColumnSpanned(true);
        m_item->setExpanded(m_item->childCount() <= 20);
    }
    Group(const Group&) = delete;
    Group& operator=(const Group&) = delete;

private:
    QTreeWidgetItem* m_item = nullptr;
    QStringList* m_lines;
    int m_more = 0;
};

SurveyProblems::SurveyProblems(QWidget* parent)
    : QWidget(parent)
    , m_tree(new QTreeWidget(this))
    , m_none(wrappedLabel(tr("Nothing was found: every image could be read, and no two of them are copies of each other. Copies that were "
                             "turned, cropped, framed, mirrored or inverted are not recognised."),
                          false, this))
    , m_detail(wrappedLabel(QString(), false, this))
{
    m_tree->setHeaderLabels({tr("File"), tr("What is the matter")});
    m_tree->header()->resizeSection(0, 260);
    m_tree->setAccessibleName(tr("What the survey found odd"));
    m_tree->setContextMenuPolicy(Qt::ActionsContextMenu);
    auto* copying = new QAction(tr("Copy the list"), this);
    connect(copying, &QAction::triggered, this, &SurveyProblems::copy);
    m_tree->addAction(copying);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 6, 0, 0);
    column->addWidget(m_none);
    column->addWidget(m_tree, 1);
    column->addWidget(m_detail);
    connect(m_tree, &QTreeWidget::currentItemChanged, this, [this](const QTreeWidgetItem* row) {
        m_detail->setText(row && row->parent() ? row->toolTip(0) + QStringLiteral(": ") + row->toolTip(1) : QString());
    });
    column->addStretch();
}

void SurveyProblems::setSurvey(const app::SurveyPtr& survey)
{
    m_survey = survey;
    m_tree->clear();
    m_count = survey ? addAll({m_tree, nullptr}) : 0;
    m_tree->setVisible(m_tree->topLevelItemCount() > 0);
    m_none->setVisible(m_tree->topLevelItemCount() == 0 && survey && survey->looked);
}

int SurveyProblems::addAll(const Into& into) const
{
    const int problems = addUnreadable(into) + addContradictions(into);
    addLookAlikes(into);
    addLeftOut(into);
    return problems;
}

int SurveyProblems::addUnreadable(const Into& into) const
{
    const auto& survey = *m_survey;
    if (survey.unreadable.empty()) return 0;
    const auto all = static_cast<int>(survey.unreadable.size());
    Group group(into, tr("%Ln files cannot be read and take no part", nullptr, all), theme::error());
    for (const auto& lost : survey.unreadable)
        if (group.takes()) group.add(imagePath(survey, lost.index), failureText(lost.why));
    return all;
}

int SurveyProblems::addContradictions(const Into& into) const
{
    const auto& survey = *m_survey;
    int problems = 0;
    if (!survey.twofold.empty()) {
        const auto all = static_cast<int>(survey.twofold.size());
        problems += all;
        Group group(into, tr("%Ln images stand in the table twice with labels that cannot both be true", nullptr, all), theme::warning());
        for (const auto& each : survey.twofold)
            if (group.takes())
                group.add(QString::fromStdString(each.image),
                          tr("“%1” and “%2”. Taken as having what either row says: correct the table if that is wrong.")
                              .arg(QString::fromStdString(each.first), QString::fromStdString(each.second)));
    }
    const auto isOne = [](const app::LookAlike& pair) { return pair.contradict && pair.identical; };
    const auto all = static_cast<int>(std::count_if(survey.lookAlikes.begin(), survey.lookAlikes.end(), isOne));
    if (all == 0) return problems;
    Group group(into, tr("%Ln pairs of the very same picture have different labels", nullptr, all), theme::warning());
    for (const auto& pair : survey.lookAlikes)
        if (isOne(pair) && group.takes())
            group.add(imagePath(survey, pair.one),
                      tr("%1, and as %2: %3. One of the two is wrong: remove it or move it.")
                          .arg(labelWords(survey, pair.one), imagePath(survey, pair.other), labelWords(survey, pair.other)));
    return problems + all;
}

void SurveyProblems::addLookAlikes(const Into& into) const
{
    const auto& survey = *m_survey;
    for (const bool identical : {true, false}) {
        const auto isOne = [identical](const app::LookAlike& pair) {
            return pair.identical == identical && !(pair.identical && pair.contradict);
        };
        const auto all = static_cast<int>(std::count_if(survey.lookAlikes.begin(), survey.lookAlikes.end(), isOne));
        if (all == 0) continue;
        Group group(into,
                    identical ? tr("%Ln pairs are the very same picture: kept in one part, so that no test is spoilt", nullptr, all)
                              : tr("%Ln pairs look nearly the same: kept in one part, so that no test is spoilt", nullptr, all),
                    theme::text());
        for (const auto& pair : survey.lookAlikes) {
            if (!isOne(pair) || !group.takes()) continue;
            auto why = tr("looks like %1").arg(imagePath(survey, pair.other));
            if (pair.ofDifferentPatients) why += tr(" – of another person, as far as the names tell");
            if (pair.contradict) why += tr(" – labels differ: %1, %2").arg(labelWords(survey, pair.one), labelWords(survey, pair.other));
            group.add(imagePath(survey, pair.one), why);
        }
    }
}

void SurveyProblems::addLeftOut(const Into& into) const
{
    const auto& survey = *m_survey;
    QList<std::pair<QString, int>> left;
    for (const auto& count : survey.cohort.counts) {
        const auto add = [&](int number, const QString& words) {
            if (number > 0) left.append({words, number});
        };
        add(count.rowsWithoutImage, tr("rows of the table have no image here"));
        add(count.imagesWithoutRow, tr("images have no row in the table and take no part"));
        add(count.unlabelled, tr("images have no label and take no part"));
        add(count.outsideParts, tr("images lie beside the folders train, val and test and take no part"));
        add(count.outsideAges, tr("images are left out because of the person's age"));
    }
    if (left.isEmpty()) return;
    Group group(into, tr("Left out"), theme::mutedText());
    for (const auto& [words, number] : left)
        group.add(counted(number), words);
}

void SurveyProblems::copy() const
{
    QStringList lines;
    if (m_survey) addAll({nullptr, &lines});
    QApplication::clipboard()->setText(lines.join(QLatin1Char('\n')));
}

} // namespace lucency::ui
