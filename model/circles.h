#pragma once

#include <algorithm>
#include <cstddef>
#include <numeric>
#include <utility>
#include <vector>

namespace lucency::model {

/// Things that belong together, directly or through others: a union-find over their numbers. Reading on several threads is safe.
class Circles {
public:
    explicit Circles(std::size_t count)
        : m_parent(count)
    {
        std::iota(m_parent.begin(), m_parent.end(), std::size_t{0});
    }

    /// The lowest number of its circle.
    std::size_t of(std::size_t i) const
    {
        while (m_parent[i] != i)
            i = m_parent[i];
        return i;
    }

    /// Makes one circle of two; false where they were one before.
    bool join(std::size_t a, std::size_t b)
    {
        a = shortened(a);
        b = shortened(b);
        m_parent[std::max(a, b)] = std::min(a, b);
        return a != b;
    }

private:
    std::size_t shortened(std::size_t i)
    {
        while (m_parent[i] != i)
            i = m_parent[i] = m_parent[m_parent[i]];
        return i;
    }

    std::vector<std::size_t> m_parent;
};

} // namespace lucency::model
