#pragma once

#include "app/training/survey.h"
#include "app/training/trainingorder.h"
#include "app/training/wizardstate.h"

#include <QObject>

#include <condition_variable>
#include <filesystem>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

namespace lucency::app {

/// A recipe to choose, as it is shipped, or as it is fitted to this program.
struct RecipeCard {
    std::string name;
    model::Recipe recipe;
};

/// The recipes to choose from: those of the folder and, where Lucency's own model is there, one that goes on from it. Stages of which one
/// needs the run of another are left out. Fails as model::readRecipe().
Result<std::vector<RecipeCard>> recipeCards(const std::filesystem::path& resources);

/// A recipe for these data: its sources and findings, and whatever of the recipe cannot hold for them (a metric of a finding that is not
/// there, exclusive classes where images have several findings) in its usual form.
model::Recipe fitted(const model::Recipe& recipe, const Survey& survey, const LeftOut& leftOut);

/// A recipe with changed keys ("training.epochs": "5", values as JSON). Fails with BadRecipe naming the first key at fault.
Result<model::Recipe> withChanges(const model::Recipe& recipe, const std::map<std::string, std::string>& changes);

/// A training run as it takes shape in the wizard. What is chosen is written at once, on a thread of its own, and found again when the
/// wizard is opened anew.
class TrainingDraft : public QObject {
    Q_OBJECT

public:
    TrainingDraft(QString stateFile, std::vector<RecipeCard> cards, QObject* parent = nullptr);
    /// Waits until the last choice is written.
    ~TrainingDraft() override;

    const WizardState& state() const { return m_state; }
    /// Takes the place of the state, which is written where it differs.
    void setState(WizardState state);
    /// Forgets everything that was chosen, the file too.
    void startAnew();

    const std::vector<RecipeCard>& cards() const { return m_cards; }
    const RecipeCard* card(const std::string& name) const;

    SurveyPtr survey() const { return m_survey; }
    void setSurvey(SurveyPtr survey);

    /// The card that is in use: the chosen one, else the recommended one, else the first.
    const RecipeCard& cardInUse() const;
    /// What was changed of it.
    const std::map<std::string, std::string>& changes() const;
    /// Changes one key of the card in use; a value that is the card's own takes the change back. Fails with BadRecipe naming the key, and
    /// then changes nothing.
    Done change(const std::string& key, const std::string& json);
    Done change(const std::map<std::string, std::string>& values);
    void reset(const std::string& key);
    void resetAll();

    /// The card in use for the surveyed data, without changes and with them. There must be a survey.
    model::Recipe fittedCard() const;
    Result<model::Recipe> recipe() const;

Q_SIGNALS:
    /// A choice was made.
    void changed();
    void surveyed();
    /// The state cannot be written; once until it can be again.
    void cannotSave(const lucency::Failure& failure);

private:
    void write(const std::stop_token& stop);

    const QString m_file;
    const std::vector<RecipeCard> m_cards;
    WizardState m_state;
    SurveyPtr m_survey;
    std::string m_recommended;
    void recommend();

    std::mutex m_mutex;
    std::condition_variable_any m_wake;
    std::optional<QByteArray> m_pending; ///< empty bytes: remove the file
    bool m_failed = false;
    std::jthread m_writer; ///< last, so that it ends before what it uses
};

} // namespace lucency::app
