#include "ui/theme.h"

#include <QApplication>
#include <QFile>
#include <QPainter>
#include <QPalette>
#include <QStyleFactory>
#include <QSvgRenderer>

namespace lucency::ui::theme {

namespace {

const QColor window(0x1d, 0x20, 0x25), base(0x15, 0x17, 0x1b), alternate(0x19, 0x1c, 0x21), button(0x2b, 0x30, 0x37);

QPalette palette()
{
    QPalette colours;
    colours.setColor(QPalette::Window, window);
    colours.setColor(QPalette::WindowText, text());
    colours.setColor(QPalette::Base, base);
    colours.setColor(QPalette::AlternateBase, alternate);
    colours.setColor(QPalette::Text, text());
    colours.setColor(QPalette::PlaceholderText, mutedText());
    colours.setColor(QPalette::Button, button);
    colours.setColor(QPalette::ButtonText, text());
    colours.setColor(QPalette::BrightText, error());
    colours.setColor(QPalette::ToolTipBase, raised());
    colours.setColor(QPalette::ToolTipText, text());
    colours.setColor(QPalette::Highlight, QColor(0x2a, 0x5d, 0x93));
    colours.setColor(QPalette::HighlightedText, Qt::white);
    colours.setColor(QPalette::Link, accent());
    colours.setColor(QPalette::LinkVisited, accent());
    colours.setColor(QPalette::Light, QColor(0x3a, 0x40, 0x48));
    colours.setColor(QPalette::Midlight, QColor(0x33, 0x38, 0x40));
    colours.setColor(QPalette::Mid, QColor(0x26, 0x2a, 0x30));
    colours.setColor(QPalette::Dark, QColor(0x10, 0x12, 0x15));
    colours.setColor(QPalette::Shadow, Qt::black);
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
        colours.setColor(QPalette::Disabled, role, QColor(0x6b, 0x73, 0x7c));
    return colours;
}

} // namespace

QColor viewBackground()
{
    return Qt::black;
}
QColor imageText()
{
    return QColor(0xf2, 0xea, 0xc8);
}
QColor text()
{
    return QColor(0xe2, 0xe6, 0xeb);
}
QColor mutedText()
{
    return QColor(0x9d, 0xa7, 0xb3);
}
QColor accent()
{
    return QColor(0x5a, 0xa9, 0xf5);
}
QColor referenceColour()
{
    return QColor(0x56, 0xd4, 0xea);
}
QColor modelColour()
{
    return QColor(0xff, 0xb0, 0x4a);
}
QColor warning()
{
    return QColor(0xff, 0xc4, 0x6b);
}
QColor error()
{
    return QColor(0xff, 0x84, 0x78);
}
QColor fine()
{
    return QColor(0x74, 0xcb, 0x92);
}
QColor line()
{
    return QColor(0x3a, 0x40, 0x48);
}
QColor raised()
{
    return QColor(0x27, 0x2b, 0x32);
}

void apply(QApplication& application)
{
    QApplication::setStyle(QStyleFactory::create(QStringLiteral("Fusion")));
    QApplication::setPalette(palette());
    QFile sheet(QStringLiteral(":/theme/dark.qss"));
    if (sheet.open(QIODevice::ReadOnly)) application.setStyleSheet(QString::fromUtf8(sheet.readAll()));
}

QPixmap pixmap(const QString& name, int size, const QColor& colour, double devicePixelRatio)
{
    QFile file(QLatin1String(":/icons/") + name + QLatin1String(".svg"));
    if (!file.open(QIODevice::ReadOnly)) return {};
    QByteArray drawing = file.readAll();
    drawing.replace("currentColor", colour.name().toLatin1());
    QSvgRenderer renderer(drawing);
    const int pixels = qRound(size * devicePixelRatio);
    QPixmap drawn(pixels, pixels);
    drawn.fill(Qt::transparent);
    QPainter painter(&drawn);
    renderer.render(&painter, QRectF(0, 0, pixels, pixels));
    painter.end();
    drawn.setDevicePixelRatio(devicePixelRatio);
    return drawn;
}

QIcon icon(const QString& name)
{
    QIcon icon;
    for (const int ratio : {1, 2, 3}) {
        icon.addPixmap(pixmap(name, 20, text(), ratio), QIcon::Normal);
        icon.addPixmap(pixmap(name, 20, QColor(0x6b, 0x73, 0x7c), ratio), QIcon::Disabled);
        icon.addPixmap(pixmap(name, 20, accent(), ratio), QIcon::Normal, QIcon::On);
    }
    return icon;
}

} // namespace lucency::ui::theme
