#include "model/pickle.h"

#include <cstring>
#include <map>
#include <stdexcept>

namespace lucency::model {
namespace {

class Malformed : public std::runtime_error {
    using std::runtime_error::runtime_error;
};

/// The stack machine of Python's pickle, reduced to building values.
class Reader {
public:
    explicit Reader(std::string_view bytes)
        : m_bytes(bytes)
    {
    }

    Pickle run()
    {
        while (step(static_cast<unsigned char>(take(1)[0]))) {
        }
        m_pickle.root = pop();
        return std::move(m_pickle);
    }

private:
    using Kind = Pickle::Kind;

    /// Executes one opcode (names of pickletools); false at STOP.
    bool step(unsigned char opcode)
    {
        switch (opcode) {
        case '.':
            return false; // STOP
        case 0x80:
            take(1);
            return true; // PROTO
        case 0x95:
            take(8);
            return true; // FRAME
        case '(':
            m_marks.push_back(m_stack.size());
            return true; // MARK
        case '0':
            pop();
            return true; // POP
        case 'N':
            push({Kind::None, 0, {}, {}});
            return true;
        case 0x88:
            push({Kind::Boolean, 1, {}, {}});
            return true;
        case 0x89:
            push({Kind::Boolean, 0, {}, {}});
            return true;
        case 'J':
            push({Kind::Integer, static_cast<std::int32_t>(number(4)), {}, {}});
            return true;
        case 'K':
            push({Kind::Integer, static_cast<std::int64_t>(number(1)), {}, {}});
            return true;
        case 'M':
            push({Kind::Integer, static_cast<std::int64_t>(number(2)), {}, {}});
            return true;
        case 0x8a:
            push({Kind::Integer, longInteger(number(1)), {}, {}});
            return true;
        case 'G':
            take(8);
            push({Kind::Real, 0, {}, {}});
            return true; // no number of a state dict is real
        case 'X':
        case 'T':
        case 'B':
            text(number(4));
            return true;
        case 0x8c:
        case 'U':
        case 'C':
            text(number(1));
            return true;
        case 0x8d:
        case 0x8e:
            text(number(8));
            return true;
        case 'c': {
            std::string module = line();
            push({Kind::Global, 0, module + " " + line(), {}});
            return true;
        }
        case 0x93:
            stackGlobal();
            return true;
        case 'q':
            m_memo[number(1)] = top();
            return true;
        case 'r':
            m_memo[number(4)] = top();
            return true;
        case 0x94:
            m_memo[m_memo.size()] = top();
            return true;
        case 'h':
            recall(number(1));
            return true;
        case 'j':
            recall(number(4));
            return true;
        default:
            return stepContainer(opcode);
        }
    }

    bool stepContainer(unsigned char opcode)
    {
        switch (opcode) {
        case ')':
            push({Kind::Tuple, 0, {}, {}});
            return true;
        case ']':
        case 0x8f:
            push({Kind::List, 0, {}, {}});
            return true;
        case '}':
            push({Kind::Dictionary, 0, {}, {}});
            return true;
        case 0x85:
        case 0x86:
        case 0x87:
            push({Kind::Tuple, 0, {}, popLast(opcode - 0x84u)});
            return true;
        case 't':
            push({Kind::Tuple, 0, {}, popToMark()});
            return true;
        case 'l':
            push({Kind::List, 0, {}, popToMark()});
            return true;
        case 'd':
            push({Kind::Dictionary, 0, {}, popToMark()});
            return true;
        case 'a':
            extend(popLast(1));
            return true;
        case 'e':
        case 0x90:
            extend(popToMark());
            return true;
        case 's':
            extend(popLast(2));
            return true;
        case 'u':
            extend(popToMark());
            return true;
        case 'R':
        case 0x81:
            call();
            return true;
        case 'b':
            pop();
            top();
            return true; // BUILD would set attributes: of those a state dict needs none
        case 'Q': {
            auto id = popLast(1);
            push({Kind::Persistent, 0, {}, std::move(id)});
            return true;
        }
        default:
            throw Malformed("an opcode that state dicts do not have");
        }
    }

    std::string_view take(std::uint64_t count)
    {
        if (count > m_bytes.size() - m_position) throw Malformed("ends too early");
        const auto taken = m_bytes.substr(m_position, count);
        m_position += count;
        return taken;
    }

    std::uint64_t number(std::size_t bytes)
    {
        std::uint64_t value = 0;
        std::memcpy(&value, take(bytes).data(), bytes); // little endian, as is every processor of Lucency
        return value;
    }

    std::int64_t longInteger(std::uint64_t bytes)
    {
        const auto digits = take(bytes);
        if (bytes > 8) return 0; // hashes and the like; no size is as large
        std::uint64_t value = 0;
        std::memcpy(&value, digits.data(), bytes);
        if (bytes > 0 && bytes < 8 && (static_cast<unsigned char>(digits.back()) & 0x80)) value |= ~std::uint64_t{0} << (8 * bytes);
        return static_cast<std::int64_t>(value);
    }

    std::string line()
    {
        const auto end = m_bytes.find('\n', m_position);
        if (end == std::string_view::npos) throw Malformed("ends too early");
        std::string read(take(end - m_position));
        take(1);
        return read;
    }

    void text(std::uint64_t length) { push({Kind::Text, 0, std::string(take(length)), {}}); }

    void stackGlobal()
    {
        const auto names = popLast(2);
        push({Kind::Global, 0, m_pickle.at(names[0]).text + " " + m_pickle.at(names[1]).text, {}});
    }

    void call()
    {
        auto parts = popLast(2);
        const auto& callable = m_pickle.at(parts[0]);
        const bool dictionary = callable.kind == Kind::Global && callable.text == "collections OrderedDict";
        if (dictionary && m_pickle.at(parts[1]).items.empty())
            push({Kind::Dictionary, 0, {}, {}});
        else
            push({Kind::Call, 0, {}, std::move(parts)});
    }

    void push(Pickle::Value value)
    {
        m_pickle.values.push_back(std::move(value));
        m_stack.push_back(m_pickle.values.size() - 1);
    }

    std::size_t floor() const { return m_marks.empty() ? 0 : m_marks.back(); }

    std::size_t top() const
    {
        if (m_stack.size() <= floor()) throw Malformed("takes from an empty stack");
        return m_stack.back();
    }

    std::size_t pop()
    {
        const std::size_t last = top();
        m_stack.pop_back();
        return last;
    }

    std::vector<std::size_t> popLast(std::size_t count)
    {
        if (m_stack.size() - floor() < count) throw Malformed("takes from an empty stack");
        std::vector<std::size_t> items(m_stack.end() - static_cast<std::ptrdiff_t>(count), m_stack.end());
        m_stack.resize(m_stack.size() - count);
        return items;
    }

    std::vector<std::size_t> popToMark()
    {
        if (m_marks.empty()) throw Malformed("has no mark");
        auto items = popLast(m_stack.size() - m_marks.back());
        m_marks.pop_back();
        return items;
    }

    void extend(const std::vector<std::size_t>& items)
    {
        auto& container = m_pickle.values[top()];
        if (container.kind != Kind::List && container.kind != Kind::Dictionary) return; // attributes of objects that nobody looks at
        container.items.insert(container.items.end(), items.begin(), items.end());
    }

    void recall(std::uint64_t key)
    {
        const auto found = m_memo.find(key);
        if (found == m_memo.end()) throw Malformed("recalls what it never kept");
        m_stack.push_back(found->second);
    }

    std::string_view m_bytes;
    std::uint64_t m_position = 0;
    Pickle m_pickle;
    std::vector<std::size_t> m_stack;
    std::vector<std::size_t> m_marks;
    std::map<std::uint64_t, std::size_t> m_memo;
};

} // namespace

Result<Pickle> readPickle(std::string_view bytes, const std::string& subject)
{
    try {
        return Reader(bytes).run();
    } catch (const Malformed& e) {
        return Failure{FailureKind::NotAModel, subject, std::string("its pickle ") + e.what()};
    }
}

} // namespace lucency::model
