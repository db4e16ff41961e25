#include "app/commands/commandoutput.h"

#include <QCoreApplication>
#include <QString>

#include <algorithm>
#include <cerrno>
#include <cmath>
#include <iostream>
#include <unistd.h>

namespace lucency::app {
namespace {

class ProgressWords {
    Q_DECLARE_TR_FUNCTIONS(ProgressWords)
};

class OutputWords {
    Q_DECLARE_TR_FUNCTIONS(OutputWords)
};

QString duration(double seconds)
{
    const auto whole = static_cast<qint64>(std::ceil(seconds));
    if (whole < 60) return ProgressWords::tr("%1 s").arg(whole);
    if (whole < 3600) return ProgressWords::tr("%1 min %2 s").arg(whole / 60).arg(whole % 60);
    return ProgressWords::tr("%1 h %2 min").arg(whole / 3600).arg(whole / 60 % 60);
}

Done print(const std::string& text)
{
    errno = 0;
    std::cout << text << std::flush;
    if (std::cout) return done();
    return Failure{errno == ENOSPC ? FailureKind::DiskFull : FailureKind::CannotWrite, "stdout", {}};
}

} // namespace

Done RecordOutput::open()
{
    if (m_file.empty()) return done();
    auto opened = imaging::ReplacementFile::open(m_file);
    if (!opened) return opened.error();
    m_target.emplace(*std::move(opened));
    return done();
}

Done RecordOutput::write(const std::string& text)
{
    auto written = m_target ? m_target->write(text) : print(text);
    if (!written) m_failure = written.error();
    return written;
}

Done RecordOutput::finish()
{
    if (m_failure) return *m_failure;
    return m_target ? m_target->commit() : done();
}

std::optional<std::filesystem::path> inputReplacedBy(const std::filesystem::path& output, const std::vector<std::filesystem::path>& inputs)
{
    std::error_code unknown;
    if (output.empty() || !std::filesystem::exists(output, unknown)) return std::nullopt;
    for (const auto& input : inputs)
        if (!input.empty() && std::filesystem::equivalent(output, input, unknown)) return input;
    return std::nullopt;
}

std::string wouldReplace(const std::string& option, const std::filesystem::path& input)
{
    return OutputWords::tr("%1 would replace %2, which is an input. Choose another place.")
        .arg(QString::fromStdString(option), QString::fromStdString(input.string()))
        .toStdString();
}

ScoringProgress::ScoringProgress(std::size_t paths)
    : m_paths(paths)
    , m_shown(::isatty(STDERR_FILENO) == 1)
{
}

ScoringProgress::~ScoringProgress()
{
    if (m_drawn) std::cerr << "\r\033[K" << std::flush;
}

void ScoringProgress::at(std::size_t path)
{
    const auto now = Clock::now();
    if (!m_shown || (now - m_last < std::chrono::milliseconds(200) && path < m_paths)) return;
    m_last = now;
    m_drawn = true;
    const double seconds = std::chrono::duration<double>(now - m_begin).count();
    const double left = seconds / static_cast<double>(path) * static_cast<double>(m_paths - path);
    const QString line = ProgressWords::tr("%1 of %2, %3 a second, %4 left")
                             .arg(path)
                             .arg(m_paths)
                             .arg(static_cast<double>(path) / std::max(seconds, 1e-3), 0, 'f', 1)
                             .arg(duration(left));
    std::cerr << "\r\033[K" << line.toStdString() << std::flush;
}

} // namespace lucency::app
