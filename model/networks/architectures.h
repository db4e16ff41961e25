#pragma once

#include "model/networks/network.h"

#include <torch/nn/module.h>

#include <functional>

namespace lucency::model {

/// The convolutional network of the thesis (recipe pneumonia-cnn64): 946,374 values with one 64 x 64 channel and two outputs, of which
/// 290 are running statistics. One of its batch norms runs over the rows of the image and not over the channels, because the source
/// gave Keras the wrong axis: 290 = 2 + 32 + 256 holds only so. Sizes are multiples of 16.
std::shared_ptr<Network> makeCnn64(const NetworkOptions& options);

/// ResNet-18, -34 or -50 as torchvision builds them (He et al., CVPR 2016; the stride of a bottleneck is on its 3 x 3 convolution).
std::shared_ptr<Network> makeResNet(const NetworkOptions& options);

/// DenseNet-121 as torchvision builds it (Huang et al., CVPR 2017).
std::shared_ptr<Network> makeDenseNet121(const NetworkOptions& options);

/// A convolution without a bias whose padding is half its kernel, filled as makeNetwork() was told.
torch::nn::Conv2d convolution(int inputs, int outputs, int kernel, int stride = 1);

/// Fills the weight of each convolution of a network that was just made; does nothing where makeNetwork() was told to leave them.
void fillConvolutions(torch::nn::Module& network, const std::function<void(torch::Tensor&)>& fill);

/// The convolution (without a bias) that computes what it and the batch norm behind it compute in evaluation.
torch::nn::Conv2d foldNorm(const torch::nn::Conv2d& convolution, const torch::nn::BatchNorm2d& norm);

/// The convolution of x, whose padding is half its kernel. Without gradients, in fp32 on a CPU, always by oneDNN: on one thread LibTorch
/// 1.13 takes 1 x 1 filters over fewer than 16 images, and small maps of a single image, to an unblocked BLAS that is twenty times as slow
/// (use_mkldnn() in ATen/native/Convolution.cpp).
torch::Tensor convolve(torch::nn::Conv2d& convolution, const torch::Tensor& x);

} // namespace lucency::model
