#pragma once

namespace lucency::ui {

/// Opens the window with the files, folders or DICOMDIR named by the arguments, or on the bundled samples with --demo, and runs the event
/// loop. Returns the exit code of the program.
int runWindow(int argc, char** argv);

} // namespace lucency::ui
