#include "model/tensormemory.h"

#include "model/networkroom.h"

#include <c10/core/Allocator.h>
#include <c10/core/CPUAllocator.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>
#include <cstdlib>
#include <mutex>
#include <new>
#include <vector>

#include <sys/mman.h>

namespace lucency::model {

namespace {

constexpr std::size_t alignment = 64;                    ///< of a block and of what it holds: a cache line and the widest register
constexpr std::size_t smallestKept = 4096;               ///< the system is quick enough with less
constexpr std::size_t smallestThatLeavesRoom = 64 << 10; ///< of whole tensors
constexpr std::size_t smallestOfItsOwn = 1 << 20;        ///< that the system takes back at once, whatever lies beside it in the heap
constexpr std::size_t roomForOthers = std::size_t{96} << 20;
constexpr std::size_t largest = std::size_t{1} << 46;

/// What stands before the memory of each tensor.
struct alignas(alignment) Header {
    std::size_t bytes; ///< behind it
};
static_assert(sizeof(Header) == alignment);

/// Kept sizes go up in quarters of powers of two, so that at most a fifth of a block is unused.
std::size_t rounded(std::size_t bytes)
{
    const std::size_t step = bytes < smallestKept ? alignment : std::bit_floor(bytes) / 4;
    return (bytes + step - 1) / step * step;
}

std::size_t sizeClass(std::size_t roundedBytes)
{
    const auto power = static_cast<std::size_t>(std::bit_width(roundedBytes) - 1);
    return power * 4 + (roundedBytes >> (power - 2)) % 4;
}

class KeptBlocks {
public:
    void* take(std::size_t bytes)
    {
        if (bytes > largest) throw std::bad_alloc();
        const std::size_t size = rounded(bytes);
        if (size >= smallestKept) {
            const std::lock_guard lock(m_mutex);
            auto& list = m_free[sizeClass(size)];
            if (!list.empty()) {
                auto* header = list.back();
                list.pop_back();
                m_kept -= size;
                if (size >= smallestOfItsOwn && !isRoomForOthers()) releaseLocked();
                return header + 1;
            }
        }
        void* block = fromSystem(size);
        if (!block) {
            release();
            block = fromSystem(size);
        }
        if (!block) throw std::bad_alloc();
        return new (block) Header{size} + 1;
    }

    void giveBack(void* memory) noexcept
    {
        auto* header = static_cast<Header*>(memory) - 1;
        try {
            const std::lock_guard lock(m_mutex);
            if (header->bytes >= smallestKept && m_kept + header->bytes <= m_most) {
                m_free[sizeClass(header->bytes)].push_back(header);
                m_kept += header->bytes;
                return;
            }
        } catch (const std::bad_alloc&) { // no room to remember it
        }
        toSystem(header, header->bytes);
    }

    void keepAtMost(std::size_t bytes)
    {
        {
            const std::lock_guard lock(m_mutex);
            m_most = bytes;
            if (m_kept <= bytes) return;
        }
        release();
    }

    std::size_t kept()
    {
        const std::lock_guard lock(m_mutex);
        return m_kept;
    }

private:
    /// Null where memory does not suffice, or would not for what is no tensor: oneDNN writes the code that it compiles for a layer to null
    /// where its buffer could not be had, and the process is gone.
    static void* fromSystem(std::size_t size)
    {
        void* block = taken(size);
        if (!block || size < smallestThatLeavesRoom || isRoomForOthers()) return block;
        toSystem(block, size);
        return nullptr;
    }

    static void* taken(std::size_t size)
    {
        if (size < smallestOfItsOwn) return std::aligned_alloc(alignment, size + sizeof(Header));
        void* block = ::mmap(nullptr, size + sizeof(Header), PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
        return block == MAP_FAILED ? nullptr : block;
    }

    static void toSystem(void* block, std::size_t size) noexcept
    {
        if (size < smallestOfItsOwn)
            std::free(block);
        else
            ::munmap(block, size + sizeof(Header));
    }

    static bool isRoomForOthers()
    {
        void* room = std::malloc(roomForOthers); // an address range alone: nothing is written to it
        const bool suffices = room != nullptr;
        std::free(room);
        return suffices;
    }

    void release() noexcept
    {
        const std::lock_guard lock(m_mutex);
        releaseLocked();
    }

    void releaseLocked() noexcept
    {
        for (auto& list : m_free) {
            for (auto* header : list)
                toSystem(header, header->bytes);
            list.clear();
        }
        m_kept = 0;
    }

    std::mutex m_mutex; ///< guards everything below
    std::array<std::vector<Header*>, 64 * 4> m_free;
    std::size_t m_kept = 0, m_most = 0;
};

/// Never destroyed: tensors of static storage may outlive anything.
KeptBlocks& blocks()
{
    static auto* kept = new KeptBlocks;
    return *kept;
}

void giveBack(void* memory)
{
    if (memory) blocks().giveBack(memory);
}

class TensorAllocator final : public c10::Allocator {
public:
#if defined(TORCH_VERSION_MAJOR) && (TORCH_VERSION_MAJOR > 2 || (TORCH_VERSION_MAJOR == 2 && TORCH_VERSION_MINOR >= 3))
    c10::DataPtr allocate(std::size_t bytes) override
    {
        return made(bytes);
    }
    void copy_data(void* to, const void* from, std::size_t bytes) const override
    {
        default_copy_data(to, from, bytes);
    }
#else
    c10::DataPtr allocate(std::size_t bytes) const override
    {
        return made(bytes);
    }
#endif
    c10::DeleterFnPtr raw_deleter() const override
    {
        return &giveBack;
    }

private:
    static c10::DataPtr made(std::size_t bytes)
    {
        if (bytes == 0) return {nullptr, nullptr, &giveBack, c10::DeviceType::CPU};
        void* memory = blocks().take(bytes);
        return {memory, memory, &giveBack, c10::DeviceType::CPU};
    }
};

} // namespace

void room::keepTensorMemory(std::size_t mostBytes)
{
    static TensorAllocator allocator;
    static std::once_flag once;
    blocks().keepAtMost(mostBytes);
    // Above the priority of LibTorch's own; tensors made before know how they are freed.
    std::call_once(once, [] { c10::SetCPUAllocator(&allocator, 10); });
}

std::size_t keptTensorMemory()
{
    return blocks().kept();
}

} // namespace lucency::model
