#pragma once

#include "model/classifier.h"
#include "model/trainer.h"
#include "tests/support/model/trainerdata.h"

namespace lucency::test {

/// A finished run of a small network over drawn cases: an Effusion that is learnt and a Mass that nobody knows of.
class SmallRun {
public:
    explicit SmallRun(int images = 56)
        : m_data(images)
    {
        model::setComputeThreads(1);
        model::TrainingRequest request;
        request.recipe = smallRecipe(6);
        request.dataFolder = m_data.path();
        request.runFolder = folder();
        request.programVersion = "test";
        finished = model::train(request, {}).has_value();
    }

    std::filesystem::path data() const { return m_data.path(); }
    std::filesystem::path folder() const { return m_data.run("run"); }
    std::filesystem::path model() const { return folder() / "best.safetensors"; }
    QString file(const char* name) const { return m_data.file(name); }

    bool finished = false;

private:
    TrainerData m_data;
};

} // namespace lucency::test
