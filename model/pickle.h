#pragma once

#include "imaging/result.h"

#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <vector>

namespace lucency::model {

/// What a pickle describes, as plain values in one arena; references are indices, so cycles and deep nesting are harmless. Nothing that
/// the pickle names is ever looked up or called.
struct Pickle {
    enum class Kind { None, Boolean, Integer, Real, Text, Tuple, List, Dictionary, Global, Call, Persistent };
    struct Value {
        Kind kind = Kind::None;
        std::int64_t integer = 0;
        std::string text; ///< Text; Global as "module name"
        std::vector<std::size_t>
            items; ///< elements; key, value, key, value of a dictionary; callable and argument tuple of a Call; id of a Persistent
    };
    std::deque<Value> values;
    std::size_t root = 0;

    const Value& at(std::size_t index) const { return values[index]; }
};

/// Reads protocols 2 to 5 as far as torch.save() writes them. Fails with NotAModel on any other opcode and on whatever runs past the end.
Result<Pickle> readPickle(std::string_view bytes, const std::string& subject);

} // namespace lucency::model
