#pragma once

#include <QString>

class QMainWindow;
class QWidget;

namespace lucency::ui {

/// Opens the list of keys and mouse gestures, made from the window's own actions so that it cannot disagree with them.
void showKeys(QMainWindow* window);

/// Opens the words about the program, its model and its licence.
void showAbout(QWidget* parent, const QString& model);

} // namespace lucency::ui
