#include "app/store/heatmapblob.h"

#include <opencv2/core.hpp>

#include <QtEndian>

#include <bit>
#include <cstring>

namespace lucency::app {

namespace {

constexpr char mark[4] = {'L', 'H', 'M', '1'};
constexpr qsizetype mapHeader = 2 + 2 + 4; // rows, columns, largest magnitude

template<class T>
void append(QByteArray& blob, T value)
{
    char bytes[sizeof(T)];
    qToLittleEndian(value, bytes);
    blob.append(bytes, sizeof(T));
}

} // namespace

QByteArray packActivations(const std::vector<cv::Mat>& activations)
{
    if (activations.empty()) return {};
    QByteArray blob(mark, sizeof mark);
    append(blob, static_cast<quint16>(activations.size()));
    for (const cv::Mat& map : activations) {
        const double largest = map.empty() ? 0 : cv::norm(map, cv::NORM_INF);
        append(blob, static_cast<quint16>(map.rows));
        append(blob, static_cast<quint16>(map.cols));
        append(blob, std::bit_cast<quint32>(static_cast<float>(largest)));
        cv::Mat halves;
        if (!map.empty()) map.convertTo(halves, CV_16F, largest > 0 ? 1 / largest : 0);
        for (int row = 0; row < halves.rows; ++row)
            for (int column = 0; column < halves.cols; ++column)
                append(blob, halves.at<quint16>(row, column));
    }
    return blob;
}

std::optional<std::vector<cv::Mat>> unpackActivations(const QByteArray& blob)
{
    std::vector<cv::Mat> maps;
    if (blob.isEmpty()) return maps;
    if (blob.size() < 6 || std::memcmp(blob.constData(), mark, sizeof mark) != 0) return std::nullopt;
    const int count = qFromLittleEndian<quint16>(blob.constData() + 4);
    qsizetype at = 6;
    for (int i = 0; i < count; ++i) {
        if (blob.size() - at < mapHeader) return std::nullopt;
        const int rows = qFromLittleEndian<quint16>(blob.constData() + at);
        const int columns = qFromLittleEndian<quint16>(blob.constData() + at + 2);
        const auto largest = std::bit_cast<float>(qFromLittleEndian<quint32>(blob.constData() + at + 4));
        at += mapHeader;
        const qsizetype bytes = qsizetype(2) * rows * columns;
        if (blob.size() - at < bytes) return std::nullopt;
        cv::Mat halves(rows, columns, CV_16SC1), map;
        for (int row = 0; row < rows; ++row)
            for (int column = 0; column < columns; ++column, at += 2)
                halves.at<quint16>(row, column) = qFromLittleEndian<quint16>(blob.constData() + at);
        if (!halves.empty()) {
            cv::Mat(rows, columns, CV_16FC1, halves.data).convertTo(map, CV_32F);
            map *= largest;
        }
        maps.push_back(map);
    }
    if (at != blob.size()) return std::nullopt;
    return maps;
}

} // namespace lucency::app
