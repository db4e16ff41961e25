#include "app/scorer.h"

#include "app/resources.h"
#include "app/scoring.h"
#include "model/classifier.h"
#include "model/computethreads.h"

#include <algorithm>
#include <utility>

namespace lucency::app {
namespace {

class ClassifierScorer final : public Scorer {
public:
    explicit ClassifierScorer(model::Classifier classifier)
        : m_classifier(std::move(classifier))
    {
    }

    const model::ModelManifest& manifest() const override { return m_classifier.manifest(); }

    Result<PreparedImage> prepare(const std::string& path, int frame) const override
    {
        auto prepared = prepareRadiograph(path, frame, manifest().preprocessing);
        if (prepared.failure) return *std::move(prepared.failure);
        return std::move(prepared.image);
    }

    Result<std::vector<model::Prediction>> predict(std::span<const PreparedImage> images, std::stop_token stop) override
    {
        std::vector<cv::Mat> inputs;
        std::vector<model::PatientAge> ages;
        for (const PreparedImage& image : images) {
            inputs.push_back(image.input);
            ages.push_back(image.age);
        }
        // One: while anything else computes, several threads of one network mostly wait for each other.
        const model::ComputeThreadsHere one(1);
        auto predictions = m_classifier.predict(inputs, ages, true, std::move(stop));
        if (!predictions) return predictions;
        for (std::size_t i = 0; i < images.size(); ++i)
            addPreparation(images[i], (*predictions)[i]);
        return predictions;
    }

private:
    model::Classifier m_classifier;
};

} // namespace

void addPreparation(const PreparedImage& image, model::Prediction& prediction)
{
    std::vector<imaging::Remark> remarks = image.remarks;
    for (const imaging::Remark remark : prediction.remarks)
        if (std::ranges::find(remarks, remark) == remarks.end()) remarks.push_back(remark);
    prediction.remarks = std::move(remarks);
    prediction.timings.decode = image.timings.decode;
    prediction.timings.preprocess = image.timings.preprocess;
}

ScorerFactory classifierFactory()
{
    return [](const std::string& modelFile) -> Result<std::unique_ptr<Scorer>> {
        model::ClassifierOptions options;
        options.precisionMemo = precisionMemo();
        auto classifier = model::Classifier::load(modelFile, options);
        if (!classifier) return classifier.error();
        return std::unique_ptr<Scorer>(std::make_unique<ClassifierScorer>(*std::move(classifier)));
    };
}

bool isRefusal(FailureKind kind)
{
    return kind == FailureKind::NotARadiograph || kind == FailureKind::NotAChestRadiograph || kind == FailureKind::NotFrontal ||
           kind == FailureKind::Rotated || kind == FailureKind::InvertedImage;
}

} // namespace lucency::app
