#pragma once

#include "model/inference.h"
#include "model/manifest.h"
#include "model/precisionmemo.h"

#include <string>

namespace lucency::model {

/// Takes bf16 where the device gains from it and this network keeps the promise that no probability is off by more than 0.01; else leaves
/// it in fp32. Found by trying, unless the memo knows the answer for the same circumstances, and then kept there. Not while run() runs.
void choosePrecision(Inference& inference, const ModelManifest& manifest, const PrecisionMemo& memo);

/// Everything that decides the answer of a trial on this processor.
std::string trialCircumstances(const ModelManifest& manifest);

} // namespace lucency::model
