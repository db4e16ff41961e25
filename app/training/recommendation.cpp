#include "app/training/recommendation.h"

#include <algorithm>
#include <array>
#include <cctype>

namespace lucency::app {

namespace {

bool namesPneumonia(const std::vector<std::string>& findings)
{
    return std::any_of(findings.begin(), findings.end(), [](std::string name) {
        std::transform(name.begin(), name.end(), name.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
        return name.find("pneumon") != std::string::npos && name.find("thorax") == std::string::npos;
    });
}

/// Seconds that one image takes to learn from, on two processors: measured for ResNet-18 at 224 pixels and cnn64 at 64 (doc/benchmarks.md),
/// by multiplications of the network for the others.
double secondsAnImage(const model::Recipe& recipe)
{
    struct Cost {
        const char* architecture;
        double seconds;
        int side;
    };
    static constexpr std::array<Cost, 5> costs{{{"cnn64", 0.00215, 64},
                                                {"resnet18", 0.0169, 224},
                                                {"resnet34", 0.034, 224},
                                                {"resnet50", 0.043, 224},
                                                {"densenet121", 0.04, 224}}};
    const auto* cost = std::find_if(costs.begin(), costs.end(), [&](const Cost& each) { return recipe.architecture == each.architecture; });
    if (cost == costs.end()) cost = costs.begin() + 1;
    const double scale = static_cast<double>(recipe.input.inputSize) / cost->side;
    return cost->seconds * scale * scale;
}

double secondsOf(const model::Recipe& recipe, long images)
{
    const auto& plan = recipe.training;
    const double learnt = plan.stepsPerEpoch > 0 ? static_cast<double>(plan.stepsPerEpoch) * plan.batch
                                                 : static_cast<double>(images) * (1 - recipe.split.validation - recipe.split.test);
    constexpr double scoring = 0.33; // without a backward pass
    return secondsAnImage(recipe) * plan.epochs * (learnt + scoring * static_cast<double>(images) * recipe.split.validation);
}

class Weighing {
public:
    Weighing(const DataFacts& facts, const RecipeCard& card)
        : m_facts(facts)
        , m_card(card)
    {
        m_advice.card = card.name;
        m_advice.seconds = secondsOf(card.recipe, facts.images);
    }

    Advice carryOut()
    {
        using Judge = void (Weighing::*)();
        static constexpr std::array<std::pair<const char*, Judge>, 7> judges{{{"own-images", &Weighing::ownImages},
                                                                              {"lucency-model", &Weighing::lucencyModel},
                                                                              {"default-base", &Weighing::fromScratch},
                                                                              {"nih-multilabel", &Weighing::sideBySide},
                                                                              {"pneumonia-augmented", &Weighing::againstOtherSites},
                                                                              {"pneumonia-cnn64", &Weighing::smallNetwork},
                                                                              {"effusion-binary", &Weighing::oneFinding}}};
        for (const auto& [name, judge] : judges)
            if (m_card.name == name) (this->*judge)();
        if (m_card.name == "effusion-resnet-weighted") rareFinding();
        return std::move(m_advice);
    }

private:
    void say(ReasonKind kind, bool speaksFor, double number, double weight)
    {
        m_advice.reasons.push_back({kind, speaksFor, number});
        m_advice.fit += weight;
    }
    bool single() const { return m_facts.findings.size() == 1; }
    bool children() const { return m_facts.medianAge && *m_facts.medianAge < 16; }
    void wantImages(long least, double weight)
    {
        if (m_facts.images >= least)
            say(ReasonKind::EnoughImages, true, static_cast<double>(m_facts.images), 0);
        else
            say(ReasonKind::TooFewImages, false, static_cast<double>(least), -weight);
    }
    void wantOneFinding(double weight)
    {
        if (single())
            say(ReasonKind::OneFinding, true, 0, 0);
        else
            say(ReasonKind::SeveralFindings, false, static_cast<double>(m_facts.findings.size()), -weight);
    }

    void ownImages()
    {
        m_advice.fit = 50;
        say(ReasonKind::AnyData, true, 0, 0);
        if (m_facts.findings.size() > 1) say(ReasonKind::SeveralFindings, true, static_cast<double>(m_facts.findings.size()), 0);
    }
    void lucencyModel()
    {
        m_advice.fit = 45;
        say(ReasonKind::StartsKnowing, true, 0, 0);
        constexpr long few = 2000;
        if (m_facts.images < few)
            say(ReasonKind::FewImages, true, static_cast<double>(m_facts.images), 12);
        else
            say(ReasonKind::EnoughImages, true, static_cast<double>(m_facts.images), 0);
    }
    void fromScratch()
    {
        m_advice.fit = 40;
        wantImages(5000, 25);
        if (m_facts.findings.size() > 1) say(ReasonKind::SeveralFindings, true, static_cast<double>(m_facts.findings.size()), 4);
    }
    void sideBySide()
    {
        m_advice.fit = 40;
        if (m_facts.findings.size() >= 3 && m_facts.severalFindings > 0)
            say(ReasonKind::SeveralFindings, true, static_cast<double>(m_facts.findings.size()), 20);
        else if (single())
            say(ReasonKind::OneFinding, false, 0, -20);
        wantImages(500, 15);
    }
    void againstOtherSites()
    {
        m_advice.fit = 44;
        wantOneFinding(20);
        wantImages(800, 15);
        if (children()) say(ReasonKind::Children, true, *m_facts.medianAge, 10);
        if (m_facts.medianAge && !children()) say(ReasonKind::Adults, false, *m_facts.medianAge, -6);
        if (namesPneumonia(m_facts.findings)) m_advice.fit += 14;
    }
    void smallNetwork()
    {
        m_advice.fit = 35;
        wantOneFinding(20);
        say(ReasonKind::QuickTrial, true, 0, 0);
        constexpr int small = 96;
        if (m_facts.side > 0 && m_facts.side <= small)
            say(ReasonKind::SmallImages, true, m_facts.side, 22);
        else if (m_facts.side > small)
            say(ReasonKind::FinerThanNeeded, false, m_card.recipe.input.inputSize, -4);
    }
    void oneFinding()
    {
        m_advice.fit = 42;
        wantOneFinding(25);
        wantImages(300, 10);
    }
    void rareFinding()
    {
        m_advice.fit = 40;
        wantOneFinding(25);
        constexpr double rare = 0.2;
        if (single() && m_facts.positiveShare > 0 && m_facts.positiveShare <= rare)
            say(ReasonKind::Rare, true, m_facts.positiveShare * 100, 18);
        wantImages(300, 10);
    }

    const DataFacts& m_facts;
    const RecipeCard& m_card;
    Advice m_advice;
};

} // namespace

DataFacts factsOf(const Survey& survey, const LeftOut& leftOut)
{
    DataFacts facts;
    facts.images = static_cast<long>(survey.cohort.images.size());
    facts.patients = survey.patients;
    facts.findings = learntFindings(survey, leftOut);
    facts.side = survey.side;
    facts.severalFindings = survey.severalFindings;
    if (survey.ages) facts.medianAge = (*survey.ages)[1];
    for (const auto& finding : survey.findings) {
        if (std::find(facts.findings.begin(), facts.findings.end(), finding.name) == facts.findings.end()) continue;
        if (facts.fewestPositives == 0 || finding.images < facts.fewestPositives) facts.fewestPositives = finding.images;
        const auto known = finding.images + finding.absentImages;
        if (known > 0)
            facts.positiveShare = std::max(facts.positiveShare, static_cast<double>(finding.images) / static_cast<double>(known));
    }
    return facts;
}

std::vector<Advice> advise(const DataFacts& facts, const std::vector<RecipeCard>& cards)
{
    std::vector<Advice> all;
    for (const auto& card : cards)
        all.push_back(Weighing(facts, card).carryOut());
    std::stable_sort(all.begin(), all.end(), [](const Advice& a, const Advice& b) { return a.fit > b.fit; });
    return all;
}

} // namespace lucency::app
