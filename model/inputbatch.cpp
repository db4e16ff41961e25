#include "model/inputbatch.h"

#include "model/memory.h"

#include <torch/torch.h>

#include <cstdint>
#include <cstring>
#include <string_view>

namespace lucency::model {
namespace {

constexpr std::size_t longestSentence = 300;

/// The first line says what went wrong, and a trace follows; of a script, traces come first, and then "RuntimeError: " and the sentence.
std::string sentenceOf(std::string_view what)
{
    constexpr std::string_view ofScript = "The following operation failed in the TorchScript interpreter", error = "Error: ";
    if (what.starts_with(ofScript))
        if (const auto at = what.rfind(error); at != std::string_view::npos) what.remove_prefix(at + error.size());
    what = what.substr(0, what.find('\n'));
    return std::string(what.substr(0, longestSentence));
}

} // namespace

torch::Tensor inputBatch(std::span<const cv::Mat> inputs)
{
    const cv::Mat& first = inputs.front();
    torch::Tensor batch =
        torch::empty({static_cast<std::int64_t>(inputs.size()), first.rows, first.cols, first.channels()}, torch::kFloat32);
    auto* next = static_cast<char*>(batch.data_ptr());
    for (const cv::Mat& input : inputs) {
        const std::size_t rowBytes = static_cast<std::size_t>(input.cols) * input.elemSize();
        for (int row = 0; row < input.rows; ++row, next += rowBytes)
            std::memcpy(next, input.ptr(row), rowBytes);
    }
    return batch.permute({0, 3, 1, 2});
}

Failure computingFailure(const std::exception& e, const std::string& file)
{
    return {isOutOfMemory(e) ? FailureKind::OutOfMemory : FailureKind::Internal, file, sentenceOf(e.what())};
}

} // namespace lucency::model
