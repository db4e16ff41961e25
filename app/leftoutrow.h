#pragma once

#include <QString>

namespace lucency::app {

/// One row of a label or box table that was not used, and why.
struct LeftOutRow {
    enum class Reason {
        UnknownFinding, ///< detail: the names that are no finding of the vocabulary
        BadNumber,      ///< detail: the number of the column, from 1, and what stands there: "5: abc"
        EmptyBox,       ///< without width or height
        OutsideImage,   ///< a box of which nothing lies in the image
        SeveralImages,  ///< its name fits images of different content; detail: two of their paths, a line each
    };
    int line = 0; ///< of the file, the header's being 1
    QString name; ///< of the image, as in the table
    Reason reason = Reason::UnknownFinding;
    QString detail;
};

} // namespace lucency::app
