#include "model/imagehash.h"

#include "model/circles.h"

#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <bit>
#include <map>
#include <vector>

namespace lucency::model {

namespace {

constexpr int hashBits = 256;

int bitsBetween(const ImageHash& a, const ImageHash& b)
{
    int apart = 0;
    for (std::size_t word = 0; word < a.size(); ++word)
        apart += std::popcount(a[word] ^ b[word]);
    return apart;
}

/// Every bands-th bit of a hash, beginning with the given one: neighbouring bits say much the same, so that bands of neighbours would be
/// equal too often.
std::uint64_t bandOf(const ImageHash& hash, int band, int bands)
{
    std::uint64_t key = 0;
    for (int bit = band; bit < hashBits; bit += bands)
        key = std::rotl(key, 1) ^ (hash[static_cast<std::size_t>(bit / 64)] >> (bit % 64) & 1);
    return key;
}

} // namespace

ImageHash differenceHash(const cv::Mat& image)
{
    cv::Mat grey = image, small;
    if (grey.depth() != CV_8U) grey.convertTo(grey, CV_8U);
    cv::resize(grey, small, {17, 16}, 0, 0, cv::INTER_AREA);
    ImageHash hash{};
    for (int row = 0; row < 16; ++row)
        for (int column = 0; column < 16; ++column)
            if (small.at<uchar>(row, column) < small.at<uchar>(row, column + 1))
                hash[static_cast<std::size_t>(row / 4)] |= std::uint64_t{1} << (row % 4 * 16 + column);
    return hash;
}

Twins findTwins(std::span<const std::optional<ImageHash>> hashes, int bitsApart)
{
    Twins twins;
    Circles circles(hashes.size());
    const auto link = [&](std::size_t a, std::size_t b) {
        if (circles.join(a, b)) twins.emplace_back(std::min(a, b), std::max(a, b));
    };
    // Equal ones first: each of the rest stands for all that are equal to it.
    std::map<ImageHash, std::size_t> first;
    std::vector<std::size_t> different;
    for (std::size_t i = 0; i < hashes.size(); ++i) {
        if (!hashes[i]) continue;
        const auto [known, fresh] = first.emplace(*hashes[i], i);
        if (fresh)
            different.push_back(i);
        else
            link(known->second, i);
    }
    // Of more bands than bits may differ, one at least is equal in two hashes that are close enough.
    const int bands = std::clamp(bitsApart + 1, 1, hashBits);
    std::vector<std::pair<std::uint64_t, std::size_t>> keyed(different.size());
    for (int band = 0; band < bands; ++band) {
        for (std::size_t i = 0; i < different.size(); ++i)
            keyed[i] = {bandOf(*hashes[different[i]], band, bands), different[i]};
        std::ranges::sort(keyed);
        for (std::size_t begin = 0, end = 0; begin < keyed.size(); begin = end) {
            while (end < keyed.size() && keyed[end].first == keyed[begin].first)
                ++end;
            for (std::size_t a = begin; a < end; ++a)
                for (std::size_t b = a + 1; b < end; ++b)
                    if (bitsBetween(*hashes[keyed[a].second], *hashes[keyed[b].second]) <= bitsApart)
                        link(keyed[a].second, keyed[b].second);
        }
    }
    std::ranges::sort(twins);
    return twins;
}

} // namespace lucency::model
