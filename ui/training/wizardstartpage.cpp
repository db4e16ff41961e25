#include "ui/training/wizardstartpage.h"

#include "ui/failuretext.h"
#include "ui/theme.h"
#include "ui/training/notice.h"
#include "ui/training/wizardwords.h"

#include <QDateTime>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QRegularExpression>
#include <QScrollArea>
#include <QVBoxLayout>

namespace lucency::ui {

namespace {

/// A name that a folder may have anywhere.
QString folderName(const QString& name)
{
    QString plain;
    for (const QChar letter : name.trimmed())
        plain += letter.isLetterOrNumber() || letter == QLatin1Char('-') || letter == QLatin1Char('_') || letter == QLatin1Char('.')
                     ? letter
                     : QLatin1Char('-');
    while (plain.startsWith(QLatin1Char('.')) || plain.startsWith(QLatin1Char('-')))
        plain.remove(0, 1);
    return plain;
}

QString listed(const QStringList& words)
{
    QString list = QStringLiteral("<ul style='-qt-list-indent: 0; margin-left: 14px; line-height: 125%'>");
    for (const QString& word : words)
        list += QStringLiteral("<li style='margin-bottom: 5px'>%1</li>").arg(word.toHtmlEscaped());
    return list + QStringLiteral("</ul>");
}

} // namespace

WizardStartPage::WizardStartPage(app::TrainingDraft& draft, std::filesystem::path runsFolder, QWidget* parent)
    : WizardPage(draft, tr("Start"),
                 tr("This is what is going to happen. Training takes place beside your reading, can be stopped at any "
                    "time and goes on where it stopped."),
                 parent)
    , m_runsFolder(std::move(runsFolder))
    , m_name(new QLineEdit(this))
    , m_note(new QPlainTextEdit(this))
    , m_folder(wrappedLabel(QString(), true, this))
    , m_words(wrappedLabel(QString(), false, this))
    , m_notice(new Notice(this))
{
    auto* area = new QScrollArea(this);
    area->setWidgetResizable(true);
    m_words->setAlignment(Qt::AlignTop);
    area->setWidget(m_words);
    column()->addWidget(area, 1);
    column()->addWidget(m_notice);
    m_notice->hide();
    auto* form = new QFormLayout;
    form->addRow(tr("&Name of the run:"), m_name);
    // One line, cut off in a narrow window rather than widening it.
    m_folder->setWordWrap(false);
    m_folder->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
    form->addRow(QString(), m_folder);
    form->addRow(tr("N&ote:"), m_note);
    m_note->setPlaceholderText(tr("What this run is to show, for those who find it later"));
    m_note->setMaximumHeight(70);
    m_note->setTabChangesFocus(true);
    column()->addLayout(form);
    connect(m_name, &QLineEdit::textEdited, this, &WizardStartPage::takeName);
    connect(m_note, &QPlainTextEdit::textChanged, this, [this] {
        auto state = this->draft().state();
        state.note = m_note->toPlainText();
        this->draft().setState(std::move(state));
    });
}

std::filesystem::path WizardStartPage::runFolder() const
{
    return m_runsFolder / folderName(m_name->text()).toStdString();
}

void WizardStartPage::takeName()
{
    auto state = draft().state();
    state.runName = folderName(m_name->text());
    draft().setState(std::move(state));
    m_folder->setText(tr("Everything of this run is kept in %1").arg(QString::fromStdString(runFolder().string())));
    Q_EMIT hindranceChanged();
}

void WizardStartPage::enter()
{
    m_notice->hide();
    const auto survey = draft().survey();
    const auto recipe = draft().recipe();
    if (!survey || !recipe) {
        m_words->setText(hindrance());
        return;
    }
    if (draft().state().runName.isEmpty()) {
        m_name->setText(QString::fromStdString(draft().cardInUse().name) + QLatin1Char('-') +
                        QDateTime::currentDateTime().toString(QStringLiteral("yyyy-MM-dd-HHmm")));
    } else {
        m_name->setText(draft().state().runName);
    }
    if (m_note->toPlainText() != draft().state().note) m_note->setPlainText(draft().state().note);
    takeName();
    m_task.start([this, survey, recipe = *recipe](const std::stop_token&, const app::LatestTask::Tell&) -> app::LatestTask::Answer {
        const auto preview = app::previewSplit(*survey, recipe);
        return [this, preview] { showPreview(preview); };
    });
}

void WizardStartPage::showPreview(const app::SplitPreview& preview)
{
    const auto survey = draft().survey();
    const auto recipe = draft().recipe();
    if (!survey || !recipe) return;
    QStringList findings;
    for (const auto& finding : recipe->findings)
        findings << QString::fromStdString(finding.name);
    const auto& parts = preview.size.parts;
    QStringList words;
    words << tr("The model learns to find: %1.").arg(findings.join(QStringLiteral(", ")));
    words << tr("It learns from %1 radiographs of %2 people, is chosen on %3 of %4 people, and is measured on %5 of %6 people whom it has "
                "never "
                "seen.")
                 .arg(counted(parts[0].images), counted(parts[0].patients), counted(parts[1].images), counted(parts[1].patients),
                      counted(parts[2].images), counted(parts[2].patients));
    words << tr("Recipe: %1. %2").arg(cardWords(draft().cardInUse()).title, networkWords(*recipe));
    const auto changes = static_cast<int>(draft().changes().size());
    if (changes > 0) words << tr("%n settings differ from the recipe's own.", nullptr, changes);
    if (!survey->unreadable.empty())
        words << tr("%Ln files cannot be read and take no part.", nullptr, static_cast<int>(survey->unreadable.size()));
    words << tr(
        "At the end stands a report: how often the model is right, with intervals, and the images on which it errs. Nothing is put into "
        "use by itself, and no image leaves this computer.");
    m_words->setText(listed(words));
}

QString WizardStartPage::hindrance() const
{
    if (!draft().survey()) return tr("The data page comes first.");
    if (const auto recipe = draft().recipe(); !recipe) return QString::fromStdString(recipe.error().detail);
    if (folderName(m_name->text()).isEmpty()) return tr("Give the run a name.");
    std::error_code unknown;
    if (std::filesystem::exists(runFolder() / "recipe.json", unknown))
        return tr("There is a run of this name already. Give this one another name.");
    return {};
}

void WizardStartPage::order()
{
    if (const auto why = hindrance(); !why.isEmpty()) {
        m_notice->setNotice(Notice::Tone::Error, why);
        m_notice->show();
        return;
    }
    const auto survey = draft().survey();
    m_notice->setNotice(Notice::Tone::Neutral, tr("Looking once more whether all images are in their place…"));
    m_notice->show();
    m_looking.start([this, survey](const std::stop_token& stop, const app::LatestTask::Tell&) -> app::LatestTask::Answer {
        Look look;
        if (auto gone = app::vanished(*survey, stop))
            look.gone = *std::move(gone);
        else
            look.failure = gone.error();
        return [this, survey, look] { finish(survey, look); };
    });
}

void WizardStartPage::finish(const app::SurveyPtr& survey, const Look& look)
{
    const auto recipe = draft().recipe();
    if (look.failure || !recipe || survey != draft().survey()) {
        m_notice->setNotice(Notice::Tone::Error, failureText(look.failure ? *look.failure : !recipe ? recipe.error() : Failure{}));
        return;
    }
    if (!look.gone.empty()) {
        m_notice->setNotice(
            Notice::Tone::Error,
            tr("%Ln images are no longer where they were, the first of them %1. Put them back, or go to the data page and look "
               "at the folder anew. Nothing of what you have chosen is lost.",
               nullptr, static_cast<int>(look.gone.size()))
                .arg(imagePath(*survey, look.gone.front())));
        return;
    }
    m_notice->hide();
    Q_EMIT ordered({*recipe, survey->data.dataFolder, runFolder(), draft().state().note});
}

} // namespace lucency::ui
