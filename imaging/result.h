#pragma once

#include <cassert>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

namespace lucency {

/// Everything that can go wrong below the window, one slug each (see slug()). The list is closed: words for people are made from it in
/// ui/failuretext alone, by a switch without default.
enum class FailureKind {
    NotFound,
    Unreadable,
    EmptyFolder,
    NotAnImage,
    NoPixelData,
    UnsupportedTransferSyntax,
    UnsupportedPixelFormat,
    TruncatedPixelData,
    PixelDataMismatch,
    InvalidDimensions,
    TooLarge,
    NestedTooDeep,
    CorruptFile,
    EndedProgram,
    FileChanged,
    NotARadiograph,
    NotAChestRadiograph,
    NotFrontal,
    Rotated,
    InvertedImage,
    NotAModel,
    ModelDamaged,
    ModelMismatch,
    ModelTooNew,
    DeviceUnavailable,
    OtherRanksNotFound,
    NotALabelTable,
    MissingColumn,
    UnknownFinding,
    NoLabelledImages,
    BadRecipe,
    BadArgument,
    BadNumber,
    StoreTooNew,
    StoreDamaged,
    StoreBusy,
    CannotWrite,
    DiskFull,
    OutOfMemory,
    Cancelled,
    Internal,
};

/// The fixed lower-case word of a kind, as the command line prints it, for example "truncated-pixel-data".
std::string_view slug(FailureKind kind);

/// Why something could not be done. Subject names the file, column, key or layer at fault; detail is for experts and logs and never
/// holds a patient's name.
struct Failure {
    FailureKind kind = FailureKind::Internal;
    std::string subject;
    std::string detail;
};

template<class T = std::monostate>
class [[nodiscard]] Result;

/// A value or the Failure that stands in its place; the members are named as those of std::expected. Asking for the one that is not
/// there is a programming error.
template<class T>
class [[nodiscard]] Result {
public:
    using value_type = T;

    Result(T value)
        : m_state(std::in_place_index<0>, std::move(value))
    {
    }
    Result(Failure failure)
        : m_state(std::in_place_index<1>, std::move(failure))
    {
    }

    bool has_value() const noexcept { return m_state.index() == 0; }
    explicit operator bool() const noexcept { return has_value(); }

    T& value() &
    {
        assert(has_value());
        return *std::get_if<0>(&m_state);
    }
    const T& value() const&
    {
        assert(has_value());
        return *std::get_if<0>(&m_state);
    }
    T&& value() &&
    {
        assert(has_value());
        return std::move(*std::get_if<0>(&m_state));
    }
    T& operator*() & { return value(); }
    const T& operator*() const& { return value(); }
    T&& operator*() && { return std::move(*this).value(); }
    T* operator->() { return &value(); }
    const T* operator->() const { return &value(); }

    const Failure& error() const&
    {
        assert(!has_value());
        return *std::get_if<1>(&m_state);
    }
    Failure&& error() &&
    {
        assert(!has_value());
        return std::move(*std::get_if<1>(&m_state));
    }

private:
    std::variant<T, Failure> m_state;
};

/// What a function that only does something returns.
using Done = Result<std::monostate>;
inline Done done()
{
    return Done(std::monostate{});
}

} // namespace lucency
