#include "imaging/dicom/structure.h"

#include "imaging/dicom/element.h"

#include <algorithm>

namespace lucency::imaging::dicom {

namespace {

constexpr std::size_t mostElements = 1'000'000;

/// One open sequence, item, or run of fragments.
struct Level {
    enum class Kind { Dataset, Item, Sequence, Fragments };
    Kind kind = Kind::Dataset;
    std::uint64_t end = 0;    ///< where it must end; that of the parent when its own length is undefined
    bool undefined = false;   ///< ends with a delimiter
    bool speculative = false; ///< may turn out to be no sequence at all, and is then skipped
    bool pixels = false;      ///< the fragments of Pixel Data at the top level
    Encoding encoding;
};

class Walker {
public:
    Walker(ByteSource& bytes, std::uint64_t offset, Encoding encoding, const ReadLimits& limits, const std::string& subject)
        : m_bytes(bytes)
        , m_limits(limits)
        , m_subject(subject)
        , m_position(offset)
    {
        m_levels.push_back(Level{Level::Kind::Dataset, bytes.size(), false, false, false, encoding});
    }

    Result<Structure> run()
    {
        while (!m_levels.empty() && !m_failure && !m_stopped)
            step();
        if (m_failure) return *m_failure;
        return std::move(m_found);
    }

private:
    void step()
    {
        const Level level = m_levels.back();
        if (m_position >= level.end && !level.undefined) {
            m_position = level.end;
            pop();
            return;
        }
        const std::optional<ElementHead> head = readHead(m_bytes, m_position, level.encoding);
        if (!head || head->value > level.end) {
            malformed(m_position >= m_bytes.size());
        } else if (level.kind == Level::Kind::Sequence) {
            stepInSequence(level, *head);
        } else if (level.kind == Level::Kind::Fragments) {
            stepInFragments(level, *head);
        } else {
            stepInItem(level, *head);
        }
    }

    void stepInSequence(const Level& level, const ElementHead& head)
    {
        m_position = head.value;
        if (head.tag == sequenceEndTag) return pop();
        if (head.tag != itemTag) return malformed(false);
        push(level, Level::Kind::Item, head.length, level.encoding, false);
    }

    void stepInFragments(const Level& level, const ElementHead& head)
    {
        if (head.tag == sequenceEndTag) {
            m_position = head.value;
            return pop();
        }
        if (head.tag != itemTag || head.length == undefinedLength || head.length > level.end - head.value) {
            return malformed(head.tag == itemTag);
        }
        if (level.pixels) m_found.pixels->fragments.push_back(Extent{head.value, head.length});
        if (++m_found.elements > mostElements) return fail(FailureKind::TooLarge, "too many fragments");
        m_position = head.value + head.length;
    }

    void stepInItem(const Level& level, const ElementHead& head)
    {
        if (++m_found.elements > mostElements) return fail(FailureKind::TooLarge, "too many elements");
        if (head.tag == itemEndTag && level.kind == Level::Kind::Item) {
            m_position = head.value;
            return pop();
        }
        if (head.tag >> 16 == 0xFFFE) return malformed(false);
        const bool top = m_levels.size() == 1;
        if (top && (head.tag == tag(0x7FE0, 0x0008) || head.tag == tag(0x7FE0, 0x0009))) m_found.floatPixels = true;
        if (top && head.tag == pixelDataTag) return enterPixels(level, head);
        m_position = head.value;
        if (head.length == undefinedLength) return enterUndefined(level, head);
        if (head.length > level.end - head.value) return malformed(false);
        if (mayBeSequence(head, level.encoding)) return push(level, Level::Kind::Sequence, head.length, encodingIn(head, level), true);
        m_position += head.length;
    }

    void enterPixels(const Level& level, const ElementHead& head)
    {
        PixelElement pixels;
        pixels.value = Extent{head.value, head.length};
        pixels.declared = head.length;
        pixels.words = !head.is("OB");
        pixels.encapsulated = head.length == undefinedLength;
        m_position = head.value;
        if (pixels.encapsulated) {
            m_found.pixels = pixels;
            push(level, Level::Kind::Fragments, undefinedLength, level.encoding, false);
            m_levels.back().pixels = true;
            return;
        }
        const std::uint64_t left = level.end - head.value;
        pixels.truncated = head.length > left;
        pixels.value.length = std::min<std::uint64_t>(head.length, left);
        m_position += pixels.value.length;
        m_found.pixels = pixels;
        m_stopped = pixels.truncated;
    }

    void enterUndefined(const Level& level, const ElementHead& head)
    {
        const bool fragments = head.is("OB") || head.is("OW");
        const bool sequence = head.is("SQ") || head.is("UN") || head.is("??") || !isKnownVr(head.vr[0], head.vr[1]);
        if (!fragments && !sequence) return malformed(false);
        push(level, fragments ? Level::Kind::Fragments : Level::Kind::Sequence, undefinedLength, encodingIn(head, level), false);
    }

    /// A value of defined length is entered whenever it could be parsed as a sequence by anybody: stated as one, or beginning like one.
    bool mayBeSequence(const ElementHead& head, Encoding encoding)
    {
        if (head.length < 8) return false;
        if (head.is("SQ")) return true;
        if (encoding.explicitVr && isKnownVr(head.vr[0], head.vr[1]) && !head.is("UN")) return false;
        const std::optional<ElementHead> inner = readHead(m_bytes, head.value, encoding);
        return inner && (inner->tag == itemTag || inner->tag == sequenceEndTag);
    }

    /// Values of VR UN are always implicit little endian, PS3.5 section 6.2.2 note 4.
    static Encoding encodingIn(const ElementHead& head, const Level& level)
    {
        return head.is("UN") ? Encoding{false, false} : level.encoding;
    }

    void push(const Level& parent, Level::Kind kind, std::uint32_t length, Encoding encoding, bool speculative)
    {
        Level level{kind, parent.end, length == undefinedLength, speculative, false, encoding};
        if (!level.undefined) {
            if (length > parent.end - m_position) return malformed(false);
            level.end = m_position + length;
        }
        if (kind == Level::Kind::Sequence && ++m_depth > m_limits.sequenceDepth) {
            return fail(FailureKind::NestedTooDeep, "sequences nested over " + std::to_string(m_limits.sequenceDepth) + " deep");
        }
        m_levels.push_back(level);
    }

    void pop()
    {
        if (m_levels.back().kind == Level::Kind::Sequence) --m_depth;
        m_levels.pop_back();
    }

    /// What cannot be parsed: a value that was no sequence after all is skipped, damage behind the pixels is let be, the rest is fatal.
    void malformed(bool atEnd)
    {
        const auto guess = std::find_if(m_levels.rbegin(), m_levels.rend(), [](const Level& level) { return level.speculative; });
        if (guess != m_levels.rend()) {
            m_position = guess->end;
            while (!m_levels.back().speculative)
                pop();
            return pop();
        }
        if (m_found.pixels) {
            const bool inPixels = std::any_of(m_levels.begin(), m_levels.end(), [](const Level& level) { return level.pixels; });
            if (inPixels && !atEnd && m_position < m_bytes.size()) {
                return fail(FailureKind::CorruptFile, "the fragments of the pixels are damaged at byte " + std::to_string(m_position));
            }
            m_found.pixels->truncated = inPixels;
            m_stopped = true;
            return;
        }
        fail(FailureKind::CorruptFile, "the data set is damaged at byte " + std::to_string(m_position));
    }

    void fail(FailureKind kind, std::string detail) { m_failure = Failure{kind, m_subject, std::move(detail)}; }

    ByteSource& m_bytes;
    const ReadLimits& m_limits;
    const std::string& m_subject;
    std::uint64_t m_position;
    std::vector<Level> m_levels;
    int m_depth = 0;
    bool m_stopped = false;
    Structure m_found;
    std::optional<Failure> m_failure;
};

} // namespace

Result<Structure> walk(ByteSource& bytes, std::uint64_t offset, Encoding encoding, const ReadLimits& limits, const std::string& subject)
{
    return Walker(bytes, offset, encoding, limits, subject).run();
}

} // namespace lucency::imaging::dicom
