#include "app/training/trainingdraft.h"

#include "app/training/recommendation.h"

#include <nlohmann/json.hpp>

#include <QFile>

#include <algorithm>
#include <charconv>
#include <cmath>

namespace lucency::app {

namespace {

namespace fs = std::filesystem;
using json = nlohmann::ordered_json;

/// The place of a key such as "data.0.name"; null where there is none.
json* placeOf(json& root, const std::string& key)
{
    json* place = &root;
    for (std::size_t begin = 0; begin <= key.size();) {
        const auto end = std::min(key.find('.', begin), key.size());
        const auto step = key.substr(begin, end - begin);
        begin = end + 1;
        if (place->is_array()) {
            std::size_t index = 0;
            const auto [stop, error] = std::from_chars(step.data(), step.data() + step.size(), index);
            if (error != std::errc() || stop != step.data() + step.size() || index >= place->size()) return nullptr;
            place = &(*place)[index];
        } else if (place->is_object() && place->contains(step)) {
            place = &(*place)[step];
        } else {
            return nullptr;
        }
    }
    return place;
}

/// What a recipe asks of all its radiographs, it asks of other ones too; what only some of its sources need, nobody can say of others.
double foreignSurroundings(const model::Recipe& recipe)
{
    std::optional<double> common;
    for (const auto& source : recipe.data) {
        if (source.kind == model::SourceKind::Phantoms) continue;
        if (common && *common != source.foreignSurroundings) return 0;
        common = source.foreignSurroundings;
    }
    return common.value_or(0);
}

void fitFindings(model::Recipe& recipe, const Survey& survey, const LeftOut& leftOut)
{
    const auto learnt = learntFindings(survey, leftOut);
    recipe.findings.clear();
    for (const auto& name : learnt) {
        model::RecipeFinding finding{name, 1, {}, {}, ""};
        if (survey.ages) {
            finding.minimumAge = std::floor(survey.ages->front());
            finding.maximumAge = std::ceil(survey.ages->back());
        }
        recipe.findings.push_back(std::move(finding));
    }
    const double foreign = foreignSurroundings(recipe);
    recipe.data = survey.data.sources;
    for (std::size_t s = 0; s < recipe.data.size(); ++s) {
        auto& source = recipe.data[s];
        source.foreignSurroundings = foreign;
        if (survey.ruleUsed) source.patientPatterns = survey.ruleUsed->patterns;
        if (survey.table && source.kind == model::SourceKind::Found) source.table = survey.table->file.string();
        // What the data name and the recipe does not learn stands for none of its findings, yet for something.
        const auto isLearnt = [&](const std::string& name) { return std::find(learnt.begin(), learnt.end(), name) != learnt.end(); };
        for (auto& [written, present] : source.classes) {
            const bool named = !present.empty();
            std::erase_if(present, [&](const std::string& name) { return !isLearnt(name); });
            if (named && present.empty()) present = {written};
        }
        std::erase_if(source.knows, [&](const std::string& name) { return !isLearnt(name); });
        if (source.kind != model::SourceKind::Found && source.knows.empty()) source.knows = learnt;
        for (const auto& name : survey.cohort.findings)
            if (!isLearnt(name)) source.classes.try_emplace(name, std::vector{name});
    }
}

/// What the recipe says of its own data and model would be untrue of these.
void describe(model::Recipe& own, const model::Recipe& recipe)
{
    own.title.clear();
    for (const auto& finding : own.findings)
        own.title += (own.title.empty() ? "" : ", ") + finding.name;
    own.description = "Trained on local images" + (own.title.empty() ? "" : " to find " + own.title) + ", after the recipe " + recipe.name +
                      " " + recipe.version + ".";
    own.version = "1.0.0";
}

/// A metric of one finding is that of the only one here, or else the mean over all.
std::string fittedMetric(const std::string& metric, const model::Recipe& recipe)
{
    const auto colon = metric.find(':');
    if (colon == std::string::npos) return metric;
    const auto named = metric.substr(colon + 1);
    for (const auto& finding : recipe.findings)
        if (finding.name == named) return metric;
    return recipe.findings.size() == 1 ? metric.substr(0, colon + 1) + recipe.findings.front().name : "macro-auc";
}

} // namespace

Result<std::vector<RecipeCard>> recipeCards(const fs::path& resources)
{
    const auto listed = model::listRecipes(resources / "recipes");
    if (!listed) return listed.error();
    std::vector<RecipeCard> cards;
    for (const auto& [name, title] : *listed) {
        auto recipe = model::readRecipe(resources / "recipes" / (name + ".json"));
        if (!recipe) return recipe.error();
        std::error_code unknown;
        const auto own = resources / "models" / "default.safetensors";
        if (!recipe->initialWeights.empty()) {
            // The second stage of the shipped model is how one goes on from it.
            if (name != "default" || !fs::exists(own, unknown)) continue;
            recipe->initialWeights = fs::absolute(own, unknown).lexically_normal().string();
            recipe->split.list.clear();
            cards.push_back({"lucency-model", *std::move(recipe)});
            continue;
        }
        cards.push_back({name, *std::move(recipe)});
    }
    const auto first = [](const RecipeCard& card) { return card.name == "own-images"; };
    std::stable_partition(cards.begin(), cards.end(), first);
    return cards;
}

model::Recipe fitted(const model::Recipe& recipe, const Survey& survey, const LeftOut& leftOut)
{
    auto own = recipe;
    fitFindings(own, survey, leftOut);
    describe(own, recipe);
    own.split.list.clear();
    own.split.trainingList = survey.data.trainingList;
    if (survey.severalFindings > 0 && own.training.loss == model::LossKind::Softmax) own.training.loss = model::LossKind::CrossEntropy;
    own.training.metric = fittedMetric(own.training.metric, own);
    // The right of a radiograph is the left of the person: what a shipped recipe allows for its own data is asked again for these.
    own.augmentation.horizontalFlip = 0;
    return own;
}

Result<model::Recipe> withChanges(const model::Recipe& recipe, const std::map<std::string, std::string>& changes)
{
    auto root = json::parse(model::toJson(recipe));
    for (const auto& [key, text] : changes) {
        auto* const place = placeOf(root, key);
        if (!place) return Failure{FailureKind::BadRecipe, recipe.name, key + ": there is no such key"};
        auto value = json::parse(text, nullptr, false);
        if (value.is_discarded()) return Failure{FailureKind::BadRecipe, recipe.name, key + ": not a value"};
        *place = std::move(value);
    }
    return model::recipeFromJson(root.dump(-1, ' ', false, json::error_handler_t::replace), recipe.name);
}

TrainingDraft::TrainingDraft(QString stateFile, std::vector<RecipeCard> cards, QObject* parent)
    : QObject(parent)
    , m_file(std::move(stateFile))
    , m_cards(std::move(cards))
    , m_writer([this](const std::stop_token& stop) { write(stop); })
{
}

TrainingDraft::~TrainingDraft()
{
    m_writer.request_stop();
    m_writer.join();
}

/// Writes the newest state; those in between that nobody would read again are passed over.
void TrainingDraft::write(const std::stop_token& stop)
{
    for (;;) {
        std::optional<QByteArray> pending;
        {
            std::unique_lock lock(m_mutex);
            m_wake.wait(lock, stop, [this] { return m_pending.has_value(); });
            if (!m_pending) return;
            pending.swap(m_pending);
        }
        auto written = pending->isEmpty() ? done() : writeWizardState(m_file, *pending);
        if (pending->isEmpty()) QFile::remove(m_file);
        if (!written && !m_failed)
            QMetaObject::invokeMethod(
                this, [this, failure = written.error()] { Q_EMIT cannotSave(failure); }, Qt::QueuedConnection);
        m_failed = !written;
    }
}

void TrainingDraft::setState(WizardState state)
{
    if (state == m_state) return;
    const bool otherFindings = state.leftOut != m_state.leftOut;
    m_state = std::move(state);
    if (otherFindings) recommend();
    {
        const std::lock_guard lock(m_mutex);
        m_pending = toJson(m_state);
    }
    m_wake.notify_one();
    Q_EMIT changed();
}

void TrainingDraft::startAnew()
{
    m_state = {};
    m_survey.reset();
    m_recommended.clear();
    {
        const std::lock_guard lock(m_mutex);
        m_pending = QByteArray();
    }
    m_wake.notify_one();
    Q_EMIT surveyed();
    Q_EMIT changed();
}

const RecipeCard* TrainingDraft::card(const std::string& name) const
{
    const auto found = std::find_if(m_cards.begin(), m_cards.end(), [&](const RecipeCard& each) { return each.name == name; });
    return found == m_cards.end() ? nullptr : &*found;
}

void TrainingDraft::setSurvey(SurveyPtr survey)
{
    m_survey = std::move(survey);
    recommend();
    Q_EMIT surveyed();
}

void TrainingDraft::recommend()
{
    m_recommended.clear();
    if (!m_survey) return;
    if (const auto advice = advise(factsOf(*m_survey, m_state.leftOut), m_cards); !advice.empty()) m_recommended = advice.front().card;
}

const RecipeCard& TrainingDraft::cardInUse() const
{
    if (const auto* chosen = card(m_state.card)) return *chosen;
    if (const auto* recommended = card(m_recommended)) return *recommended;
    return m_cards.front();
}

const std::map<std::string, std::string>& TrainingDraft::changes() const
{
    static const std::map<std::string, std::string> none;
    const auto changed = m_state.changes.find(cardInUse().name);
    return changed == m_state.changes.end() ? none : changed->second;
}

Done TrainingDraft::change(const std::string& key, const std::string& value)
{
    return change(std::map<std::string, std::string>{{key, value}});
}

Done TrainingDraft::change(const std::map<std::string, std::string>& values)
{
    auto root = json::parse(model::toJson(fittedCard()));
    auto changed = changes();
    for (const auto& [key, text] : values) {
        const auto* const own = placeOf(root, key);
        const auto value = json::parse(text, nullptr, false);
        if (own && !value.is_discarded() && *own == value)
            changed.erase(key);
        else
            changed[key] = text;
    }
    if (const auto checked = withChanges(fittedCard(), changed); !checked) return checked.error();
    auto state = m_state;
    state.changes[cardInUse().name] = std::move(changed);
    setState(std::move(state));
    return done();
}

void TrainingDraft::reset(const std::string& key)
{
    auto state = m_state;
    state.changes[cardInUse().name].erase(key);
    setState(std::move(state));
}

void TrainingDraft::resetAll()
{
    auto state = m_state;
    state.changes.erase(cardInUse().name);
    setState(std::move(state));
}

model::Recipe TrainingDraft::fittedCard() const
{
    auto recipe = fitted(cardInUse().recipe, *m_survey, m_state.leftOut);
    if (m_state.shares) {
        recipe.split.validation = (*m_state.shares)[0];
        recipe.split.test = (*m_state.shares)[1];
    }
    if (!m_state.runName.isEmpty()) recipe.name = m_state.runName.toStdString();
    return recipe;
}

Result<model::Recipe> TrainingDraft::recipe() const
{
    return withChanges(fittedCard(), changes());
}

} // namespace lucency::app
