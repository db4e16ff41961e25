#include "model/trainerreport.h"

namespace lucency::model {

Result<ModelManifest> reportRun(const RunFacts& facts, const PartInputs&, const PartInputs&, const ScoreInputs&)
{
    return plainManifest(facts.recipe, facts.request.programVersion, facts.splitSha256);
}

} // namespace lucency::model
