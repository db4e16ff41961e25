#pragma once

namespace lucency::imaging::dicom {

/// Makes DCMTK ready: its codecs and ours registered, its logger silent (it would print values of the file). Every function that uses DCMTK
/// calls this first; only the first call does anything. Thread-safe.
void prepareDcmtk();

} // namespace lucency::imaging::dicom
