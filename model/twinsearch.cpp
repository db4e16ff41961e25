#include "model/twinsearch.h"

#include "model/circles.h"
#include "model/dataset.h"
#include "model/foreach.h"
#include "model/likelooks.h"
#include "model/memory.h"
#include "model/relieffit.h"
#include "model/sha256.h"
#include "model/twinmemo.h"

#include <algorithm>
#include <atomic>
#include <map>
#include <vector>

namespace lucency::model {

namespace {

constexpr int steps = 10;
constexpr double hopeless = 0.5; ///< after two of them
/// As reliefs of ImageLook::side pixels. Other people's reach 0.9 here; of copies, 1 in 100 of those that were shifted by 3 % is below.
constexpr double promising = 0.85;
/// As reliefs of this many pixels, where the ribs and vessels of different people do not meet. Among 14.8 million pairs of public
/// radiographs two exposures of an adult within minutes reach 0.9, of a child 0.84, those of two people 0.75 and drawn people, who are more
/// alike, 0.9; copies that were turned, cropped, mirrored, inverted or changed in tone are above.
constexpr int fineSide = 64;
constexpr double sameExposure = 0.9;

Placement upright(bool mirrored)
{
    Placement place;
    place.a = mirrored ? -1 : 1;
    return place;
}

class Search {
public:
    Search(const TwinSearch& search, const std::stop_token& stop)
        : m_search(search)
        , m_stop(stop)
        , m_twins(findTwins(search.hashes))
        , m_circles(search.hashes.size())
    {
        for (const auto& [one, other] : m_twins)
            m_circles.join(one, other);
        // One of those with the same hash stands for all.
        std::map<ImageHash, std::size_t> known;
        for (std::size_t i = 0; i < search.hashes.size(); ++i)
            if (search.hashes[i] && known.emplace(*search.hashes[i], i).second) m_images.push_back(i);
    }

    Result<Twins> carryOut()
    {
        m_looks.resize(m_images.size());
        forEach(m_images.size(), m_search.threads, m_stop, [this](std::size_t i) {
            if (const auto pixels = m_search.pixels(m_images[i]); !pixels.empty()) m_looks[i] = lookAt(pixels);
        });
        m_like = likeLooks(m_looks, m_search.threads, m_stop);
        // The most alike first: who is joined by them needs no further comparing, so that many copies of one image take no longer.
        for (std::size_t first = 0, after = 1; anyHas(first); first = after, after *= 2)
            compare(first, after);
        if (m_stop.stop_requested()) return Failure{FailureKind::Cancelled, "images", ""};
        std::ranges::sort(m_twins);
        return std::move(m_twins);
    }

private:
    bool anyHas(std::size_t rank) const
    {
        return std::ranges::any_of(m_like, [rank](const auto& list) { return list.size() > rank; });
    }

    /// Each image with those that are in these places among the ones most like it.
    void compare(std::size_t first, std::size_t after)
    {
        std::vector<std::vector<std::uint32_t>> same(m_looks.size());
        forEach(m_looks.size(), m_search.threads, m_stop, [&](std::size_t i) {
            std::optional<ReliefFitter> coarse, fine;
            for (std::size_t rank = first; rank < std::min(after, m_like[i].size()); ++rank) {
                const auto& other = m_like[i][rank];
                if (m_circles.of(m_images[i]) != m_circles.of(m_images[other.image]) && isSame(i, other, coarse, fine))
                    same[i].push_back(other.image);
            }
        });
        for (std::size_t i = 0; i < same.size(); ++i)
            for (const auto other : same[i])
                if (m_circles.join(m_images[i], m_images[other])) m_twins.emplace_back(m_images[other], m_images[i]);
    }

    bool isSame(std::size_t one, const LikeLook& other, std::optional<ReliefFitter>& coarse, std::optional<ReliefFitter>& fine) const
    {
        const auto reliefOfLook = [this](std::size_t i) {
            return cv::Mat(ImageLook::side, ImageLook::side, CV_8SC1, const_cast<std::int8_t*>(m_looks[i].relief.data()));
        };
        if (!coarse) coarse.emplace(reliefOfLook(one));
        const int sign = other.inverted ? -1 : 1;
        const auto rough = coarse->fit(reliefOfLook(other.image), upright(other.mirrored), sign, steps, hopeless);
        if (rough.likeness < promising) return false;
        const auto here = m_search.pixels(m_images[one]), there = m_search.pixels(m_images[other.image]);
        if (here.empty() || there.empty()) return false;
        if (!fine) fine.emplace(reliefOf(here, fineSide));
        const auto begin = rough.place.scaled(static_cast<double>(fineSide) / ImageLook::side);
        return fine->fit(reliefOf(there, fineSide), begin, sign, steps, hopeless).likeness >= sameExposure;
    }

    const TwinSearch& m_search;
    const std::stop_token m_stop;
    Twins m_twins;
    Circles m_circles;
    std::vector<std::size_t> m_images; ///< that are compared
    std::vector<ImageLook> m_looks;
    std::vector<std::vector<LikeLook>> m_like;
};

/// Everything that decides what is found: the way of searching, of which kind the images are, and what they are.
std::string circumstancesOf(const Pixels& pixels, std::span<const std::optional<ImageHash>> hashes)
{
    constexpr int wayOfSearching = 1; // another number whenever other pairs may be found
    Sha256 digest;
    digest.add(&wayOfSearching, sizeof wayOfSearching);
    digest.add(pixels.kind().data(), pixels.kind().size());
    const auto contents = pixels.contents();
    for (std::size_t i = 0; i < hashes.size(); ++i) {
        const bool isCompared = hashes[i].has_value();
        digest.add(&isCompared, sizeof isCompared);
        if (!isCompared) continue;
        digest.add(contents[i].data(), contents[i].size());
        digest.add(hashes[i]->data(), sizeof *hashes[i]);
    }
    return digest.finish();
}

} // namespace

Result<Twins> findTwins(const TwinSearch& search, const std::stop_token& stop)
{
    try {
        return Search(search, stop).carryOut();
    } catch (const std::exception& error) {
        return Failure{isOutOfMemory(error) ? FailureKind::OutOfMemory : FailureKind::Internal, "images that look the same", error.what()};
    }
}

Result<Twins> findTwins(const Pixels& pixels, const Cohort& cohort, const std::filesystem::path& cacheFolder, int threads,
                        const std::stop_token& stop)
{
    auto hashes = pixels.looks();
    for (std::size_t i = 0; i < hashes.size(); ++i)
        if (cohort.images[i].phantomSeed != 0) hashes[i].reset();
    const TwinMemo memo(cacheFolder);
    const auto circumstances = circumstancesOf(pixels, hashes);
    if (auto known = memo.recall(circumstances)) return *std::move(known);
    std::atomic<bool> readAll = true;
    const auto image = [&](std::size_t i) {
        const auto found = pixels.at(i);
        if (!found) readAll = false;
        return found ? *found : cv::Mat();
    };
    auto found = findTwins(TwinSearch{hashes, image, threads}, stop);
    // An image that cannot be read now may be there again the next time, and has copies then.
    if (found && readAll) memo.keep(circumstances, *found);
    return found;
}

} // namespace lucency::model
