#include "ui/figureview.h"

#include "imaging/replacementfile.h"
#include "ui/figurecanvas.h"
#include "ui/report/drawingpainter.h"
#include "ui/theme.h"

#include <QBuffer>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QFileDialog>
#include <QGuiApplication>
#include <QLabel>
#include <QMenu>
#include <QMimeData>
#include <QPainter>
#include <QVBoxLayout>

namespace lucency::ui {

namespace {

constexpr double fileScale = 2; ///< pixels a unit of the drawing in a file

/// A name for a file from the figure's title.
QString fileName(const QString& title)
{
    QString name;
    for (const QChar character : title.toLower())
        name += character.isLetterOrNumber() ? character : QLatin1Char('-');
    return name.isEmpty() ? QStringLiteral("figure") : name;
}

} // namespace

FigureView::FigureView(QWidget* parent)
    : QWidget(parent)
    , m_title(new QLabel(this))
    , m_reading(new QLabel(this))
    , m_canvas(new FigureCanvas(this))
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(5);
    QFont bold = m_title->font();
    bold.setBold(true);
    m_title->setFont(bold);
    m_reading->setWordWrap(true);
    m_reading->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_reading->setAlignment(Qt::AlignLeft | Qt::AlignTop);
    QPalette muted = palette();
    muted.setColor(QPalette::WindowText, theme::mutedText());
    m_reading->setPalette(muted);
    column->addWidget(m_title);
    column->addWidget(m_canvas, 1);
    column->addWidget(m_reading);
    connect(m_canvas, &FigureCanvas::spotChosen, this, &FigureView::spotChosen);
    connect(m_canvas, &FigureCanvas::spotDragged, this, &FigureView::spotDragged);
    setFigure({});
}

void FigureView::setFigure(const app::report::Figure& figure)
{
    const bool sameShape = m_figure.drawn() == figure.drawn() && m_figure.drawing.size() == figure.drawing.size();
    m_figure = figure;
    m_title->setText(figure.title);
    m_title->setVisible(!figure.title.isEmpty());
    m_reading->setText(figure.reading);
    m_reading->setVisible(!figure.reading.isEmpty() && (m_readingShown || !figure.drawn()));
    m_canvas->setVisible(figure.drawn());
    m_canvas->setFigure(&m_figure);
    m_canvas->setAccessibleName(figure.description.isEmpty() ? figure.title : figure.description);
    setToolTip(m_readingShown ? QString() : figure.reading);
    if (sameShape) return;
    m_canvas->setZoom(1);
    m_canvas->updateGeometry();
    updateGeometry();
}

void FigureView::setReadingShown(bool shown)
{
    m_readingShown = shown;
    m_reading->setVisible(!m_figure.reading.isEmpty() && (shown || !m_figure.drawn()));
    setToolTip(shown ? QString() : m_figure.reading);
}

void FigureView::setFits(bool fits)
{
    m_canvas->setFits(fits);
}

QSize FigureView::sizeHint() const
{
    return QWidget::sizeHint().expandedTo({180, 60});
}

double FigureView::zoom() const
{
    return m_canvas->zoom();
}

void FigureView::setZoom(double zoom)
{
    m_canvas->setZoom(zoom);
}

QPoint FigureView::placeOf(const QString& key) const
{
    for (const auto& spot : m_figure.spots)
        if (spot.key == key) return m_canvas->mapTo(this, m_canvas->transform().map(spot.area.center()).toPoint());
    return {-1, -1};
}

QImage FigureView::picture(double scale) const
{
    if (!m_figure.drawn()) return {};
    QImage image((m_figure.drawing.size() * scale).toSize(), QImage::Format_RGB32);
    image.fill(Qt::white);
    QPainter painter(&image);
    painter.setRenderHints(QPainter::Antialiasing | QPainter::TextAntialiasing);
    painter.scale(scale, scale);
    paintDrawing(painter, {}, m_figure.drawing);
    return image;
}

Done FigureView::save(const QString& file) const
{
    const auto failure = [&](FailureKind kind, const char* detail) { return Failure{kind, file.toStdString(), detail}; };
    if (!m_figure.drawn()) return failure(FailureKind::BadArgument, "nothing is drawn");
    QByteArray bytes;
    if (file.endsWith(QLatin1String(".svg"), Qt::CaseInsensitive)) {
        bytes = m_figure.svg().toUtf8();
    } else if (file.endsWith(QLatin1String(".csv"), Qt::CaseInsensitive)) {
        bytes = m_figure.data.toUtf8();
    } else if (file.endsWith(QLatin1String(".png"), Qt::CaseInsensitive)) {
        QBuffer buffer(&bytes);
        buffer.open(QIODevice::WriteOnly);
        if (!picture(fileScale).save(&buffer, "PNG")) return failure(FailureKind::Internal, "PNG");
    } else {
        return failure(FailureKind::BadArgument, "png, svg or csv");
    }
    return imaging::writeAtomically(file.toStdString(), bytes.toStdString());
}

void FigureView::copy() const
{
    if (!m_figure.drawn()) return;
    auto* content = new QMimeData;
    content->setImageData(picture(fileScale));
    content->setData(QStringLiteral("image/svg+xml"), m_figure.svg().toUtf8());
    QGuiApplication::clipboard()->setMimeData(content);
}

void FigureView::askAndSave(const QString& ending)
{
    auto* dialog = new QFileDialog(this, tr("Save the figure"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(ending);
    dialog->setNameFilter(QStringLiteral("%1 (*.%2)").arg(ending.toUpper(), ending));
    dialog->selectFile(fileName(m_figure.title) + QLatin1Char('.') + ending);
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString& file) {
        if (auto saved = save(file); !saved) Q_EMIT saveFailed(saved.error());
    });
    dialog->open();
}

void FigureView::contextMenuEvent(QContextMenuEvent* event)
{
    if (!m_figure.drawn()) return;
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addAction(tr("Copy"), this, &FigureView::copy);
    for (const auto* ending : {"png", "svg", "csv"}) {
        const auto text = QLatin1String(ending);
        if (text == QLatin1String("csv") && m_figure.data.isEmpty()) continue;
        //: %1 is a kind of file: PNG, SVG, CSV
        menu->addAction(tr("Save as %1 …").arg(QString(text).toUpper()), this, [this, text] { askAndSave(text); });
    }
    menu->addSeparator();
    auto* whole = menu->addAction(tr("Show all of it"), this, [this] { setZoom(1); });
    whole->setEnabled(zoom() > 1);
    menu->popup(event->globalPos());
}

} // namespace lucency::ui
