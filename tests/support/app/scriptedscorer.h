#pragma once

#include "app/scorer.h"

#include <opencv2/core.hpp>

#include <atomic>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

namespace lucency::test {

using app::PreparedImage;
using app::Scorer;

/// What the scripted model did, and how it is held up; shared between the test and the queue's threads.
struct Script {
    std::mutex mutex;
    std::condition_variable_any changed;
    bool open = true;        ///< false holds every batch at the gate
    std::vector<int> scored; ///< image numbers in the order in which the network took them
    std::vector<std::size_t> batches;
    std::vector<double> ages; ///< beside scored
    int waiting = 0;          ///< batches at the gate
    std::atomic<int> prepared = 0;

    void setOpen(bool isOpen)
    {
        {
            const std::lock_guard lock(mutex);
            open = isOpen;
        }
        changed.notify_all();
    }
    bool isWaiting()
    {
        const std::lock_guard lock(mutex);
        return waiting > 0;
    }
    std::vector<int> order()
    {
        const std::lock_guard lock(mutex);
        return scored;
    }
};

/// A model whose outcome is in the file's name: "refused", "broken" (cannot be read), "poison" (the network fails with it) or a number.
class ScriptedScorer : public Scorer {
public:
    ScriptedScorer(std::shared_ptr<Script> script, std::string version)
        : m_script(std::move(script))
    {
        m_manifest.name = "scripted";
        // "v1 retrained" is another file of version v1
        m_manifest.version = version.substr(0, version.find(' '));
        m_manifest.fileSha256 = version;
    }
    const model::ModelManifest& manifest() const override { return m_manifest; }
    Result<PreparedImage> prepare(const std::string& path, int frame) const override
    {
        ++m_script->prepared;
        if (path.find("refused") != std::string::npos) return Failure{FailureKind::NotFrontal, path, "lateral"};
        if (path.find("broken") != std::string::npos) return Failure{FailureKind::TruncatedPixelData, path, {}};
        PreparedImage image;
        const float number =
            path.find("poison") != std::string::npos ? -1.0f : std::stof(path.substr(path.rfind('/') + 1)) + float(frame) / 2;
        image.input = cv::Mat(1, 1, CV_32FC1, cv::Scalar(number));
        if (path.find("dated") != std::string::npos) image.age.years = 30;
        return image;
    }
    Result<std::vector<model::Prediction>> predict(std::span<const PreparedImage> images, std::stop_token stop) override
    {
        std::unique_lock lock(m_script->mutex);
        ++m_script->waiting;
        m_script->changed.wait(lock, stop, [this] { return m_script->open; });
        --m_script->waiting;
        if (stop.stop_requested()) return Failure{FailureKind::Cancelled, {}, {}};
        m_script->batches.push_back(images.size());
        std::vector<model::Prediction> predictions;
        for (const PreparedImage& image : images) {
            const float number = image.input.at<float>(0, 0);
            if (number < 0) return Failure{FailureKind::OutOfMemory, "poison", {}};
            m_script->scored.push_back(static_cast<int>(number));
            m_script->ages.push_back(image.age.years);
            model::Prediction prediction;
            prediction.modelName = m_manifest.name;
            prediction.modelVersion = m_manifest.version;
            prediction.modelSha256 = m_manifest.fileSha256;
            prediction.priority = double(number) / 1000;
            prediction.scores = {{"Effusion", prediction.priority, false, true, true}};
            prediction.activations = {cv::Mat(2, 2, CV_32FC1, cv::Scalar(number))};
            predictions.push_back(std::move(prediction));
        }
        return predictions;
    }

private:
    std::shared_ptr<Script> m_script;
    model::ModelManifest m_manifest;
};

} // namespace lucency::test
