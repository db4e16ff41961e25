#pragma once

#include <QColor>
#include <QIcon>
#include <QString>

class QApplication;

/// The dark look of the reading room: colours, palette, style sheet and icons, in one place.
namespace lucency::ui::theme {

QColor viewBackground(); ///< behind a radiograph: black, so that the eye adapts to the image
QColor imageText();      ///< corner texts and orientation letters
QColor text();
QColor mutedText();
QColor accent();          ///< focus and selection
QColor referenceColour(); ///< boxes drawn by people
QColor modelColour();     ///< regions and findings of the model
QColor warning();
QColor error();
QColor fine();
QColor line();   ///< borders and grids
QColor raised(); ///< cards and buttons

/// Sets style, palette, font and style sheet of the application.
void apply(QApplication& application);

/// An icon of resources/icons by its base name, in the colour of text, sharp at every device pixel ratio; with a dimmed disabled state.
QIcon icon(const QString& name);
QPixmap pixmap(const QString& name, int size, const QColor& colour, double devicePixelRatio);

} // namespace lucency::ui::theme
