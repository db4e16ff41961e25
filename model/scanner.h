#pragma once

#include "imaging/radiograph.h"

#include <string>

namespace lucency::model {

/// What a radiograph was made with, by which figures are told apart: manufacturer (0008,0070) and model name (0008,1090) as the header
/// spells them, "Acme DX 1", or the one that it names; empty where it names neither.
std::string scannerOf(const imaging::Identity& identity);

} // namespace lucency::model
