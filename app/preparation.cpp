#include "app/preparation.h"

#include "imaging/read.h"

#include <chrono>
#include <exception>
#include <new>
#include <utility>

namespace lucency::app {
namespace {

using Clock = std::chrono::steady_clock;

double millisecondsSince(Clock::time_point begin)
{
    return std::chrono::duration<double, std::milli>(Clock::now() - begin).count();
}

void prepare(PreparedRadiograph& prepared, int frame, const imaging::Preprocessing& how, std::optional<ReadFrame> read)
{
    auto begin = Clock::now();
    if (!read) {
        read.emplace(imaging::read(prepared.radiograph.path, frame));
        read->milliseconds = millisecondsSince(begin);
    }
    prepared.image.timings.decode = read->milliseconds;
    if (!read->radiograph) {
        prepared.failure = read->radiograph.error();
        return;
    }
    prepared.radiograph = *std::move(read->radiograph);
    prepared.image.remarks = prepared.radiograph.remarks;
    prepared.image.age = model::patientAge(prepared.radiograph.identity);
    if (auto scorable = imaging::checkScorable(prepared.radiograph); !scorable) {
        prepared.failure = scorable.error();
        return;
    }
    begin = Clock::now();
    prepared.image.input = imaging::preprocess(prepared.radiograph, how);
    prepared.image.timings.preprocess = millisecondsSince(begin);
}

} // namespace

PreparedRadiograph prepareRadiograph(const std::filesystem::path& path, int frame, const imaging::Preprocessing& how,
                                     std::optional<ReadFrame> read)
{
    PreparedRadiograph prepared;
    prepared.radiograph.path = path.string();
    prepared.radiograph.frame = frame;
    try {
        prepare(prepared, frame, how, std::move(read));
    } catch (const std::bad_alloc&) {
        prepared.failure = Failure{FailureKind::OutOfMemory, path.string(), {}};
    } catch (const std::exception& e) {
        prepared.failure = Failure{FailureKind::Internal, path.string(), e.what()};
    }
    return prepared;
}

} // namespace lucency::app
