#include "model/runhistory.h"

#include "model/csv.h"

#include <array>
#include <charconv>
#include <cmath>
#include <iomanip>
#include <sstream>

namespace lucency::model {

namespace {

constexpr const char *aucPrefix = "auc ", *lowPrefix = "auc_low ", *highPrefix = "auc_high ";
constexpr std::array meanColumns{"mean_auc", "mean_auc_low", "mean_auc_high"};

void cellOf(std::ostringstream& text, const std::vector<double>& values, std::size_t at)
{
    text << ",";
    if (at < values.size() && !std::isnan(values[at])) text << values[at];
}

double numberIn(const std::string& cell)
{
    double value = std::nan("");
    std::from_chars(cell.data(), cell.data() + cell.size(), value);
    return value;
}

} // namespace

std::string historyCsv(const std::vector<std::string>& findings, const std::vector<EpochRecord>& history)
{
    std::ostringstream text;
    text << "epoch,train_loss,validation_loss,learning_rate,metric,seconds,images_per_second,wait_share";
    for (const auto& finding : findings)
        text << "," << csvField(aucPrefix + finding);
    for (const auto& finding : findings)
        text << "," << csvField(lowPrefix + finding) << "," << csvField(highPrefix + finding);
    for (const char* column : meanColumns)
        text << "," << column;
    text << "\n";
    for (const auto& row : history) {
        text << row.epoch << std::setprecision(9) << "," << row.trainLoss << "," << row.validationLoss << "," << row.learningRate << ","
             << row.metric << std::setprecision(6) << "," << row.seconds << "," << row.imagesPerSecond << "," << row.waitShare;
        for (std::size_t f = 0; f < findings.size(); ++f)
            cellOf(text, row.aucs, f);
        for (std::size_t f = 0; f < findings.size(); ++f) {
            cellOf(text, row.aucLows, f);
            cellOf(text, row.aucHighs, f);
        }
        const std::vector mean{row.meanAuc, row.meanAucLow, row.meanAucHigh};
        for (std::size_t i = 0; i < mean.size(); ++i)
            cellOf(text, mean, i);
        text << "\n";
    }
    return text.str();
}

Result<RunHistory> readHistory(const std::filesystem::path& file)
{
    const auto table = readCsvTable(file);
    if (!table) return table.error();
    RunHistory history;
    for (const auto& column : table->columns)
        if (column.starts_with(aucPrefix)) history.findings.push_back(column.substr(std::string_view(aucPrefix).size()));
    for (const auto& row : table->rows) {
        const auto cell = [&](const std::string& column) {
            const int at = table->column(column);
            return at < 0 ? std::nan("") : numberIn(row[static_cast<std::size_t>(at)]);
        };
        const auto known = [&](const char* column) {
            const double value = cell(column);
            return std::isfinite(value) ? value : 0;
        };
        EpochRecord record;
        record.epoch = static_cast<int>(known("epoch"));
        if (record.epoch <= 0) record.epoch = static_cast<int>(history.epochs.size()) + 1;
        record.trainLoss = cell("train_loss");
        record.validationLoss = cell("validation_loss");
        record.learningRate = cell("learning_rate");
        record.metric = cell("metric");
        record.seconds = known("seconds");
        record.imagesPerSecond = known("images_per_second");
        record.waitShare = known("wait_share");
        for (const auto& finding : history.findings) {
            record.aucs.push_back(cell(aucPrefix + finding));
            record.aucLows.push_back(cell(lowPrefix + finding));
            record.aucHighs.push_back(cell(highPrefix + finding));
        }
        record.meanAuc = cell(meanColumns[0]);
        record.meanAucLow = cell(meanColumns[1]);
        record.meanAucHigh = cell(meanColumns[2]);
        history.epochs.push_back(std::move(record));
    }
    return history;
}

} // namespace lucency::model
